package io.github.pywar.base.http;

import java.util.Comparator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ssl.TlsCiphers;

/**
 * Order of the proposed ciphers. AES is only quick if the second compiler of the virtual machine uses the instructions of
 * the processor. Without that compiler ({@code -XX:TieredStopAtLevel=1}, which builds set for a quick start) ChaCha20
 * reads three times as much per second.
 */
final class CipherOrder {

    private CipherOrder() {}

    /** @return the strong cipher suites, the preferred ones first */
    static String[] preferred(SSLContext tls) {
        String[] strong = TlsCiphers.excludeWeak(tls.getDefaultSSLParameters().getCipherSuites());
        boolean isWithoutSecondCompiler = System.getProperty("java.vm.info", "").contains("emulated-client");
        return isWithoutSecondCompiler
                ? Stream.of(strong)
                        .sorted(Comparator.comparing(name -> !name.contains("CHACHA20")))
                        .toArray(String[]::new)
                : strong;
    }
}
