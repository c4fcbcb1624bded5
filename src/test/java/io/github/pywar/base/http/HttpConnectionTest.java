package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.testing.TestCertificate;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and proxies, with real TLS and a real proxy on the loopback interface. */
class HttpConnectionTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = "demo-1.0.tar.gz";

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;

    @BeforeAll
    static void certify() {
        certificate = TestCertificate.in(folder, "house");
    }

    @Test
    void refusesAnUntrustedCertificateWithoutARetry() {
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageStartingWith(
                            "Could not read `" + index.fileUrl(NAME) + "`: its certificate is not trusted")
                    .hasMessageNotContaining("asked");
        }
    }

    @Test
    void trustsTheBundleInAdditionToTheJdk() throws IOException {
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().certificates(certificate.pem()).build()) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
        }
    }

    @Test
    void reportsABundleThatCannotBeRead() {
        Path missing = folder.resolve("missing.pem");
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().certificates(missing).build()) {
            assertThatThrownBy(() -> read(http, index)).hasMessageContaining("`" + missing + "`");
        }
    }

    @Test
    void checksTheHostNameWithABundle() throws IOException {
        TestCertificate other = TestCertificate.in(Files.createDirectories(folder.resolve("other")), "other");
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().certificates(other.pem()).build()) {
            assertThatThrownBy(() -> read(http, index)).hasMessageContaining("its certificate is not trusted");
        }
    }

    @Test
    void acceptsATrustedHost() throws IOException {
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().trustHost(TrustedHost.parse("127.0.0.1")).build()) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
        }
    }

    @Test
    void checksATrustedHostOnOtherPorts() throws IOException {
        try (TestIndex trusted = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                TestIndex other = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().trustHost(
                                TrustedHost.parse("127.0.0.1:" + trusted.url().getPort()))
                        .build()) {
            assertThat(read(http, trusted)).isEqualTo(CONTENT);
            assertThatThrownBy(() -> read(http, other)).hasMessageContaining("its certificate is not trusted");
        }
    }

    @Test
    void sendsTheClientCertificate() throws IOException {
        try (TestIndex index = TestIndex.startSecureForClientsWith(certificate).add(NAME, CONTENT);
                Http http = http().certificates(certificate.pem())
                        .clientCertificate(certificate.pemWithKey())
                        .build()) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
        }
    }

    @Test
    void reportsAClientCertificateWithoutAKey() {
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().clientCertificate(certificate.pem()).build()) {
            assertThatThrownBy(() -> read(http, index))
                    .hasMessage("Cannot use the client certificate `" + certificate.pem()
                            + "`: it contains no `BEGIN PRIVATE KEY`\nhint: use a PEM file with the certificates"
                            + " and an unencrypted PKCS #8 key (`BEGIN PRIVATE KEY`)");
        }
    }

    @Test
    void limitsTheTimeOfTheTlsHandshake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = http().timeout(Duration.ofMillis(50))
                        .retries(new Retries(0, Duration.ZERO, time -> {}))
                        .build()) {
            HttpRequest request = HttpRequest.of(URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/"));
            assertThatThrownBy(() -> assertTimeoutPreemptively(
                            Duration.ofSeconds(60), () -> http.get(request, HttpResponse::bytes)))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("no response in time");
        }
    }

    @Test
    void sendsRequestsThroughAProxyWithItsPassword() throws IOException {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index = TestIndex.start().add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "secret")).build()) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(proxy.requests()).containsExactly("GET " + index.fileUrl(NAME) + " HTTP/1.1");
        }
    }

    @Test
    void sendsHttpsThroughATunnelOfTheProxy() throws IOException {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "secret"))
                        .certificates(certificate.pem())
                        .credentials(Credentials.NONE.with(index.url(), new Credential("eve", "word")))
                        .build()) {
            index.guardedBy("eve", "word");
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(proxy.requests())
                    .containsExactly("CONNECT 127.0.0.1:" + index.url().getPort() + " HTTP/1.1");
            assertThat(index.requests().get(0).header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void reportsThatTheProxyRefuses() {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index = TestIndex.start().add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "wrong")).build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageStartingWith(
                            "Not allowed to read `" + index.fileUrl(NAME) + "`: the proxy `127.0.0.1:" + proxy.port()
                                    + "` refuses the user and password that were sent (407)\nhint: configure the proxy's");
            assertThat(index.requests()).isEmpty();
        }
    }

    @Test
    void reportsThatTheProxyRefusesATunnel() {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "wrong")).build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining("the proxy `127.0.0.1:" + proxy.port()
                            + "` refuses the user and password that were sent (407)");
        }
    }

    @Test
    void reportsThatTheProxyOpensNoTunnel() {
        try (TestProxy proxy = TestProxy.start("ann", "secret").forbidding("CONNECT");
                TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "secret")).build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + index.fileUrl(NAME) + "`: the proxy `127.0.0.1:" + proxy.port()
                            + "` answers 403 Forbidden");
        }
    }

    @Test
    void reportsThatTheProxyIsDown() {
        TestProxy proxy = TestProxy.start("ann", "secret");
        proxy.close();
        try (TestIndex index = TestIndex.start().add(NAME, CONTENT);
                Http http = http().proxies(through(proxy, "secret")).build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageContaining(
                            "`: the proxy `127.0.0.1:" + proxy.port() + "`: connection refused (tried 3 times)");
        }
    }

    /** A plain response does not show whether it comes from the server or the proxy. */
    @Test
    void namesTheProxyOfAFailure() {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index = TestIndex.start().add(NAME, CONTENT).failing(100);
                Http http = http().proxies(through(proxy, "secret")).build()) {
            String through = ", through the proxy `127.0.0.1:" + proxy.port() + "`";
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + index.fileUrl(NAME)
                            + "`: the server answers 503 Service Unavailable" + through + " (tried 3 times)");
            proxy.forbidding("GET");
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining(
                            "forbids this (403) for requests without a user and password" + through + "\n");
        }
    }

    @Test
    void namesNoProxyForAResponseThroughATunnel() {
        try (TestProxy proxy = TestProxy.start("ann", "secret");
                TestIndex index =
                        TestIndex.startSecure(certificate).add(NAME, CONTENT).failing(100);
                Http http = http().proxies(through(proxy, "secret"))
                        .certificates(certificate.pem())
                        .build()) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("`: the server answers 503 Service Unavailable (tried 3 times)");
        }
    }

    private static byte[] read(Http http, TestIndex index) throws IOException {
        return http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes);
    }

    private static HttpProxy.Rules through(TestProxy proxy, String password) {
        return uri ->
                Optional.of(new HttpProxy("127.0.0.1", proxy.port(), Optional.of(new Credential("ann", password))));
    }

    private static Http.Builder http() {
        return Http.builder().retries(new Retries(2, Duration.ZERO, time -> {}));
    }
}
