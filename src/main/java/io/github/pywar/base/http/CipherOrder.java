package io.github.pywar.base.http;

import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ssl.TlsCiphers;

/**
 * Order of the proposed ciphers. AES needs instructions of the processor, which only code of the second compiler of the
 * virtual machine uses: until that has compiled it, after 50 MB, AES reads 60 MB/s, and 2 GB/s then. ChaCha20 reads 200 MB/s
 * after 10 MB, so it comes first for everything but very large files. Since Java 20 it uses such instructions, too.
 */
enum CipherOrder {
    /** ChaCha20 before AES. */
    CHACHA20_FIRST,
    /** AES before ChaCha20. */
    AES_FIRST;

    /** In bytes: from this size, AES has caught up. */
    private static final long LARGE = 256L << 20;

    private static final int FAST_CHACHA20 = 20;
    private static final String CHACHA20 = "CHACHA20";

    /** Property of the JDK with the cipher suites of clients, in their order. */
    private static final String CONFIGURED = "jdk.tls.client.cipherSuites";

    /** Returns the order for a connection of that request. */
    static CipherOrder of(HttpRequest request) {
        return request.expected() >= LARGE && isAesFaster() ? AES_FIRST : CHACHA20_FIRST;
    }

    /** Lets a request use only connections that were made with that order. */
    void putInto(HttpClientContext context) {
        context.setUserToken(this);
    }

    /** Returns the order for a connection of the request that has that context. */
    static CipherOrder of(HttpClientContext context) {
        return context.getUserToken() instanceof CipherOrder order ? order : CHACHA20_FIRST;
    }

    /** Returns whether AES is the faster one after its compilation by this virtual machine. */
    static boolean isAesFaster() {
        boolean isWithoutSecondCompiler = System.getProperty("java.vm.info", "").contains("emulated-client");
        return Runtime.version().feature() < FAST_CHACHA20 && !isWithoutSecondCompiler;
    }

    /** Returns the strong cipher suites, the preferred ones first; an order that the user has configured stays. */
    String[] suites(SSLContext tls) {
        String[] strong = TlsCiphers.excludeWeak(tls.getDefaultSSLParameters().getCipherSuites());
        return System.getProperty(CONFIGURED) == null ? ordered(strong) : strong;
    }

    private String[] ordered(String[] suites) {
        List<String> first = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String name : suites) {
            (name.contains(CHACHA20) == (this == CHACHA20_FIRST) ? first : others).add(name);
        }
        first.addAll(others);
        return first.toArray(new String[0]);
    }
}
