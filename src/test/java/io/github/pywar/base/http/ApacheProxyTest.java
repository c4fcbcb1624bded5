package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.url.Credential;
import io.github.pywar.testing.TestCertificate;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.server.ApacheProxy;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests to plain and TLS servers through Apache's mod_proxy with a password. */
class ApacheProxyTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = "demo-1.0.tar.gz";
    private static final OpenFolder FOLDER = OpenFolder.create();
    private static final ApacheProxy APACHE = new ApacheProxy(FOLDER.folder("proxy"), "gate", "s3cret");

    private static ServerProcess proxy;
    private static TestCertificate certificate;

    @BeforeAll
    static void start() {
        Installed.require(Installed.APACHE);
        certificate = TestCertificate.in(FOLDER.path(), "house");
        proxy = APACHE.start();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
        FOLDER.close();
    }

    @Test
    void sendsSeveralRequestsThroughTheProxy() throws IOException {
        try (TestIndex index = TestIndex.start().add(NAME, CONTENT);
                Http http = http("s3cret")) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(APACHE.requests()).contains("200 gate GET " + index.fileUrl(NAME) + " HTTP/1.1");
            assertThat(index.requests())
                    .hasSize(2)
                    .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void sendsHttpsThroughATunnel() throws IOException {
        try (TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http("s3cret")) {
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(read(http, index)).isEqualTo(CONTENT);
            assertThat(index.requests()).hasSize(2);
        }
    }

    @Test
    void reportsAWrongPasswordForHttpAndHttps() {
        try (TestIndex plain = TestIndex.start().add(NAME, CONTENT);
                TestIndex secure = TestIndex.startSecure(certificate).add(NAME, CONTENT);
                Http http = http("wrong")) {
            for (TestIndex index : new TestIndex[] {plain, secure}) {
                assertThatThrownBy(() -> read(http, index))
                        .isInstanceOf(UnauthorizedException.class)
                        .hasMessageContaining("the proxy `" + proxy.uri().getAuthority()
                                + "` refuses the user and password that were sent (407)");
                assertThat(index.requests()).isEmpty();
            }
        }
    }

    @Test
    void reportsAServerThatTheProxyCannotReach() {
        TestIndex index = TestIndex.startSecure(certificate).add(NAME, CONTENT);
        index.close();
        try (Http http = http("s3cret")) {
            assertThatThrownBy(() -> read(http, index))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageContaining("the proxy `" + proxy.uri().getAuthority() + "` answers 503");
        }
    }

    private static byte[] read(Http http, TestIndex index) throws IOException {
        return http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes);
    }

    private static Http http(String password) {
        HttpProxy through =
                new HttpProxy("127.0.0.1", proxy.uri().getPort(), Optional.of(new Credential("gate", password)));
        return Http.builder()
                .retries(new Retries(1, Duration.ZERO, time -> {}))
                .certificates(certificate.pem())
                .proxies(uri -> Optional.of(through))
                .build();
    }
}
