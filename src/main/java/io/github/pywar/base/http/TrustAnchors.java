package io.github.pywar.base.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust manager that uses the JDK's trust store first, then the bundle. The bundle is read at the first certificate that
 * the JDK does not trust. Certificates of trusted hosts are not checked. The JDK checks host names.
 */
final class TrustAnchors extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager jdk;
    private final Optional<Path> bundle;
    private final Set<TrustedHost> unchecked;
    private X509ExtendedTrustManager additional;

    private TrustAnchors(Http.Builder settings) throws GeneralSecurityException {
        this.jdk = TlsManagers.jdkTrust();
        this.bundle = settings.certificates;
        this.unchecked = Set.copyOf(settings.trustedHosts);
    }

    static SSLContext context(Http.Builder settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = settings.clientCertificate.isPresent()
                    ? TlsManagers.keyManagers(settings.clientCertificate.get())
                    : null;
            context.init(keys, new TrustManager[] {new TrustAnchors(settings)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (isUnchecked(((SSLSocket) socket).getHandshakeSession())) {
            return;
        }
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException notTrustedByJdk) {
            if (bundle.isEmpty()) {
                throw notTrustedByJdk;
            }
            additional().checkServerTrusted(chain, authType, socket);
        }
    }

    private boolean isUnchecked(SSLSession session) {
        for (TrustedHost host : unchecked) {
            if (host.covers(session.getPeerHost(), session.getPeerPort())) {
                return true;
            }
        }
        return false;
    }

    private synchronized X509ExtendedTrustManager additional() throws CertificateException {
        if (additional == null) {
            additional = TlsManagers.trusting(bundle.orElseThrow());
        }
        return additional;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0]; // only servers need it; the list would load the bundle
    }
}
