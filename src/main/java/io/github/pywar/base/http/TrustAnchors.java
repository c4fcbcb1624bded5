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
 * Whom we believe: the JDK's trust store first, then the bundle, which is read at the first certificate that the JDK
 * does not know; and hosts that are not checked at all. Host names are checked by the JDK.
 */
final class TrustAnchors extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager jdk;
    private final Optional<Path> bundle;
    private final Set<TrustedHost> unchecked;
    private X509ExtendedTrustManager beside;

    private TrustAnchors(Http.Builder settings) throws GeneralSecurityException {
        this.jdk = Pem.ofJdk();
        this.bundle = settings.certificates;
        this.unchecked = Set.copyOf(settings.trustedHosts);
    }

    static SSLContext context(Http.Builder settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys =
                    settings.clientCertificate.isPresent() ? Pem.keyManagers(settings.clientCertificate.get()) : null;
            context.init(keys, new TrustManager[] {new TrustAnchors(settings)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK offers no TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        SSLSession session = ((SSLSocket) socket).getHandshakeSession();
        if (unchecked.stream().anyMatch(host -> host.covers(session.getPeerHost(), session.getPeerPort()))) {
            return;
        }
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException unknownToJdk) {
            if (bundle.isEmpty()) {
                throw unknownToJdk;
            }
            beside().checkServerTrusted(chain, authType, socket);
        }
    }

    private synchronized X509ExtendedTrustManager beside() throws CertificateException {
        if (beside == null) {
            beside = Pem.trusting(bundle.orElseThrow());
        }
        return beside;
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
        return new X509Certificate[0]; // servers do not ask; listing them would load the bundle
    }
}
