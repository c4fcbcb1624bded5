package io.github.pywar.base.http;

import java.util.ArrayList;
import java.util.List;
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
        return isWithoutSecondCompiler ? withChaChaFirst(strong) : strong;
    }

    private static String[] withChaChaFirst(String[] ciphers) {
        List<String> first = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String name : ciphers) {
            (name.contains("CHACHA20") ? first : others).add(name);
        }
        first.addAll(others);
        return first.toArray(new String[0]);
    }
}
