package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.pywar.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.http.ssl.TlsCiphers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ciphers and connections of requests to a server that takes the first proposed cipher. */
class CipherOrderTest {

    private static final long LARGE = 1L << 30;

    @TempDir
    private Path folder;

    private HttpsServer server;
    private Http http;

    @BeforeEach
    void serve() throws IOException {
        TestCertificate certificate = TestCertificate.in(folder, "house");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setUseCipherSuitesOrder(false);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", CipherOrderTest::answer);
        server.start();
        http = Http.builder().certificates(certificate.pem()).build();
    }

    @AfterEach
    void end() {
        http.close();
        server.stop(0);
    }

    /** Cipher and client port of a connection. */
    private record Connection(String cipher, int port) {}

    @Test
    void proposesChaCha20First() throws IOException {
        Connection first = request("/", 0);

        assertThat(first.cipher()).contains("CHACHA20");
        assertThat(request("/", 1000)).isEqualTo(first);
    }

    @Test
    void readsALargeFileByTheFasterCipherOnItsOwnConnection() throws IOException {
        Connection small = request("/", 0);
        Connection large = request("/", LARGE);

        assertThat(large.cipher()).contains(CipherOrder.isAesFaster() ? "AES" : "CHACHA20");
        assertThat(large.equals(small)).isNotEqualTo(CipherOrder.isAesFaster());
        assertThat(request("/", LARGE)).isEqualTo(large);
        assertThat(request("/", 0)).isEqualTo(small);
    }

    @Test
    void keepsTheCipherAfterARedirectToAnotherHost() throws IOException {
        Connection large = request("/redirect", LARGE);

        assertThat(large.cipher()).contains(CipherOrder.isAesFaster() ? "AES" : "CHACHA20");
    }

    /** The JDK reads the property at its first connection: here, its own order is the one that stays. */
    @Test
    void keepsAConfiguredOrder() throws Exception {
        SSLContext tls = SSLContext.getDefault();
        String[] own = TlsCiphers.excludeWeak(tls.getDefaultSSLParameters().getCipherSuites());
        assertThat(CipherOrder.CHACHA20_FIRST.suites(tls)).isNotEqualTo(own).containsExactlyInAnyOrder(own);
        System.setProperty("jdk.tls.client.cipherSuites", String.join(",", own));
        try {
            assertThat(CipherOrder.CHACHA20_FIRST.suites(tls)).isEqualTo(own);
        } finally {
            System.clearProperty("jdk.tls.client.cipherSuites");
        }
    }

    private Connection request(String path, long expected) throws IOException {
        URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + path);
        String answer = http.get(
                HttpRequest.of(uri).expecting(expected),
                response -> new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        String[] parts = answer.split(" ");
        return new Connection(parts[0], Integer.parseInt(parts[1]));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> target = target(exchange);
            if (target.isPresent()) {
                exchange.getResponseHeaders().set("Location", target.get());
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            String cipher = ((HttpsExchange) exchange).getSSLSession().getCipherSuite();
            byte[] body = (cipher + " " + exchange.getRemoteAddress().getPort()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Optional<String> target(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals("/redirect")
                ? Optional.of("https://127.0.0.1:" + exchange.getLocalAddress().getPort() + "/")
                : Optional.empty();
    }
}
