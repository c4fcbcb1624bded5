package io.github.pywar.base.http;

import java.io.IOException;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;

/**
 * TLS that reads its trust stores at the first connection. The JDK checks host names. A connection has the order of ciphers
 * of its first request.
 */
final class LazyTls implements TlsSocketStrategy {

    private final Http.Builder settings;
    private final Map<CipherOrder, TlsSocketStrategy> loaded = new EnumMap<>(CipherOrder.class);
    private SSLContext trust;

    LazyTls(Http.Builder settings) {
        this.settings = settings;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return loaded(CipherOrder.of(HttpClientContext.cast(context))).upgrade(socket, host, port, attachment, context);
    }

    private synchronized TlsSocketStrategy loaded(CipherOrder order) throws IOException {
        if (trust == null) {
            trust = TrustAnchors.context(settings);
        }
        TlsSocketStrategy known = loaded.get(order);
        if (known == null) {
            known = new DefaultClientTlsStrategy(
                    trust,
                    null,
                    order.suites(trust),
                    SSLBufferMode.STATIC,
                    HostnameVerificationPolicy.BUILTIN,
                    NoopHostnameVerifier.INSTANCE);
            loaded.put(order, known);
        }
        return known;
    }
}
