package io.github.pywar.app.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishWheelTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private HttpServer server;
    private Path wheel;
    private int status = 200;
    private String answer = "";
    private String location;

    @BeforeEach
    void start() throws IOException {
        wheel = TestWheel.of("prices", "1.2")
                .file("prices.py", "")
                .metadata(
                        "Summary: Prices in \u20ac\nRequires-Dist: six\nRequires-Dist: idna\nClassifier: Framework :: Flask"
                                + "\nProject-URL: Source, https://example.org/")
                .write(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsMetadataHashAndContent() throws IOException {
        publish(false);

        String body = bodies.get(0);
        assertThat(body)
                .contains(
                        field(":action", "file_upload"),
                        field("protocol_version", "1"),
                        field("filetype", "bdist_wheel"))
                .contains(field("metadata_version", "2.1"), field("name", "prices"), field("version", "1.2"))
                .contains(field("pyversion", "py3"), field("requires_dist", "six"), field("requires_dist", "idna"))
                .contains(field("classifiers", "Framework :: Flask"))
                .contains(field("project_urls", "Source, https://example.org/"))
                .contains(field("sha256_digest", Sha256.of(wheel).hex()))
                .contains("name=\"content\"; filename=\"prices-1.2-py3-none-any.whl\"");
        assertThat(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .contains(field("summary", "Prices in \u20ac"));
        assertThat(body).contains(new String(java.nio.file.Files.readAllBytes(wheel), StandardCharsets.ISO_8859_1));
        assertThat(authorizations).containsExactly("Basic X190b2tlbl9fOnMzY3JldA==");
        assertThat(progress.steps())
                .containsExactly("Published prices-1.2-py3-none-any.whl to " + url() + ": "
                        + java.nio.file.Files.size(wheel) + " bytes");
    }

    @Test
    void skipsAnExistingFileOnRequest() throws IOException {
        status = 400;
        answer = "400 File already exists ('prices-1.2-py3-none-any.whl')";
        publish(true);

        assertThat(progress.steps())
                .containsExactly("Skipped prices-1.2-py3-none-any.whl: " + url() + " has it already");
    }

    @Test
    void explainsEachRefusal() {
        List<String> messages = List.of(
                refused(400, "File already exists"),
                refused(409, ""),
                refused(400, "The use of local versions in <Version('1.2+a')> is not allowed."),
                refused(401, ""),
                refused(403, "no permission to upload"),
                refused(404, "not found"),
                refused(405, ""),
                refused(413, "<html><body>Request Entity Too Large</body></html>"),
                refused(200, "<!DOCTYPE html><html><form>Log in</form></html>"),
                refused(503, "maintenance"),
                redirected());

        Golden.assertMatches("publish/refused.txt", String.join("\n\n", messages));
        assertThat(bodies).hasSize(11);
    }

    @Test
    void explainsWhereTheCredentialIsMissing() {
        status = 401;
        String message = message(() -> new PublishWheel(Http.builder().build(), progress)
                .run(wheel, new PublishWheel.Repository(url(), Optional.empty(), false)));

        Golden.assertMatches("publish/no-server.txt", message);
    }

    @Test
    void explainsThatNothingIsSentOffline() {
        Http offline = Http.builder().offline(true).build();

        Golden.assertMatches(
                "publish/offline.txt",
                message(() -> new PublishWheel(offline, progress)
                        .run(wheel, new PublishWheel.Repository(url(), Optional.empty(), false))));
        assertThat(bodies).isEmpty();
    }

    @Test
    void explainsAServerThatDoesNotAnswer() {
        server.stop(0);

        Golden.assertMatches("publish/unreachable.txt", message(() -> publish(false)));
    }

    private String redirected() {
        location = "https://sso.example.org/login?token=s3cret";
        return refused(302, "");
    }

    private String refused(int code, String text) {
        status = code;
        answer = text;
        return message(() -> publish(false));
    }

    private String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable upload) {
        return catchThrowableOfType(UserException.class, upload)
                .getMessage()
                .replace(url().toString(), "https://packages.example.org/")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    private void publish(boolean skipsExisting) throws IOException {
        try (Http http = Http.builder()
                .credentials(Credentials.NONE.with(url(), new Credential("__token__", "s3cret")))
                .build()) {
            new PublishWheel(http, progress)
                    .run(wheel, new PublishWheel.Repository(url(), Optional.of("python-packages"), skipsExisting));
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static String field(String name, String value) {
        return "name=\"" + name + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n";
    }
}
