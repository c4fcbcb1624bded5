package io.github.pywar.base.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;

/** TLS that reads its trust stores at the first connection. The JDK checks host names. */
final class LazyTls implements TlsSocketStrategy {

    private final Http.Builder settings;
    private TlsSocketStrategy loaded;

    LazyTls(Http.Builder settings) {
        this.settings = settings;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return loaded().upgrade(socket, host, port, attachment, context);
    }

    private synchronized TlsSocketStrategy loaded() throws IOException {
        if (loaded == null) {
            SSLContext tls = TrustAnchors.context(settings);
            loaded = new DefaultClientTlsStrategy(
                    tls,
                    null,
                    CipherOrder.preferred(tls),
                    SSLBufferMode.STATIC,
                    HostnameVerificationPolicy.BUILTIN,
                    NoopHostnameVerifier.INSTANCE);
        }
        return loaded;
    }
}
