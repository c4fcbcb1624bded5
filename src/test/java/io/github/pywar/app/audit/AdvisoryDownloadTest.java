package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.UpdatePolicy;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryDownloadTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private final TestClock clock = TestClock.at("2026-11-30T12:00:00Z");
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private String content = "first";
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + known);
            exchange.getResponseHeaders().set("ETag", "\"" + content + "\"");
            boolean isSame = ("\"" + content + "\"").equals(known);
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            int status = exchange.getRequestURI().getPath().equals("/all.zip") ? 200 : 404;
            boolean isChunked = content.equals("chunks");
            if (isChunked) {
                exchange.getResponseHeaders().set("Content-Length", "many");
            }
            exchange.sendResponseHeaders(isSame ? 304 : status, isSame ? -1 : isChunked ? 0 : body.length);
            if (!isSame) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        url = URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/all.zip");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForANewerFileOnceADay() throws IOException {
        assertThat(Files.readString(fetch())).isEqualTo("first");
        fetch();
        clock.pass(Duration.ofDays(1));
        fetch();
        content = "second";
        clock.pass(Duration.ofDays(1));

        assertThat(Files.readString(fetch())).isEqualTo("second");
        assertThat(requests)
                .containsExactly(
                        "Basic YW5uOnNlY3JldA== null",
                        "Basic YW5uOnNlY3JldA== \"first\"",
                        "Basic YW5uOnNlY3JldA== \"first\"");
    }

    @Test
    void ignoresALengthThatIsNoNumber() {
        for (String length : List.of("many", "", "-1", "99999999999999999999")) {
            HttpResponse response =
                    new HttpResponse(url, 200, Map.of("Content-Length", length), InputStream.nullInputStream());

            assertThat(response.length()).as(length).isEqualTo(-1);
        }
    }

    @Test
    void readsAnAnswerInChunksWithALengthThatIsNoNumber() throws IOException {
        content = "chunks";

        assertThat(Files.readString(fetch())).isEqualTo("chunks");
    }

    @Test
    void usesTheKeptFileOffline() throws IOException {
        fetch();
        clock.pass(Duration.ofDays(9));
        try (Http http = Http.builder().offline(true).build()) {
            assertThat(Files.readString(download(http).fetch(url, progress))).isEqualTo("first");
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void reportsAnotherAnswer() {
        URI missing = url.resolve("/none.zip");
        UserException error = catchThrowableOfType(UserException.class, () -> {
            try (Http http = Http.builder().build()) {
                download(http).fetch(missing, progress);
            }
        });

        Golden.assertMatches("audit/download.txt", error.getMessage().replaceAll("127\\.0\\.0\\.1:\\d+", "HOST"));
        assertThat(folder).isEmptyDirectory();
    }

    private Path fetch() throws IOException {
        Credentials known = Credentials.NONE.with(url, new Credential("ann", "secret"));
        try (Http http = Http.builder().credentials(known).build()) {
            return download(http).fetch(url, progress);
        }
    }

    private AdvisoryDownload download(Http http) {
        return new AdvisoryDownload(http, folder, UpdatePolicy.parse("daily"), clock);
    }
}
