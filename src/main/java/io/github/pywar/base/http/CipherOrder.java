package io.github.pywar.base.http;

import java.util.Comparator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ssl.TlsCiphers;

/**
 * In which order we propose ciphers. AES is only quick where the virtual machine's second compiler puts the processor's
 * own instructions in; a machine that runs without it ({@code -XX:TieredStopAtLevel=1}, as builds that want to start
 * quickly do) reads three times as much in a second with ChaCha20.
 */
final class CipherOrder {

    private CipherOrder() {}

    /** @return the cipher suites to propose, the liked ones first; all of them are strong */
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
