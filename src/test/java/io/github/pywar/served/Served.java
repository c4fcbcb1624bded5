package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Expected answers of a served application, for every mount and every server. */
final class Served {

    private final ServerProcess server;
    private final URI base;
    private final Path tree;

    /**
     * @param server the server that runs it
     * @param mount its path relative to the server's root; empty, or ending in {@code /}
     * @param tree the unpacked archive that all its libraries must come from
     */
    Served(ServerProcess server, String mount, Path tree) {
        this.server = server;
        this.base = server.uri().resolve(mount);
        this.tree = tree;
    }

    /** Checks that Flask counts visits through SQLAlchemy, with the C code of the archive's SQLAlchemy and psycopg. */
    void isTheFlaskShop(String flaskVersion) throws IOException {
        JsonNode first = json("");
        JsonNode second = json("");
        assertThat(second.path("visits").asInt()).isEqualTo(first.path("visits").asInt() + 1);
        assertThat(first.at("/versions/flask").asText())
                .startsWith(flaskVersion)
                .isNotEqualTo(SystemPython.versionOf("flask"));
        assertThat(first.path("compiled").asBoolean()).isTrue();
        assertThat(first.path("driver").asText()).isEqualTo("binary");
        comesFromTheArchive(first, "flask", "sqlalchemy", "psycopg");
    }

    /** Checks that Django returns a picture drawn by Pillow, with the C code of the archive. */
    void isTheDjangoShop() throws IOException {
        assertThat(get("").body()).contains("PNG", "IHDR", "IEND");
        JsonNode libraries = json("libraries");
        assertThat(libraries.at("/versions/asgiref").asText()).isNotEqualTo(SystemPython.versionOf("asgiref"));
        comesFromTheArchive(libraries, "asgiref", "django", "PIL._imaging");
    }

    /** Checks that the gunicorn of the archive serves the application. Its version differs from the system's. */
    void isServedByItsOwnGunicorn() throws IOException {
        JsonNode libraries = json("libraries");
        assertThat(libraries.at("/versions/gunicorn").asText()).isNotEqualTo(SystemPython.versionOf("gunicorn"));
        comesFromTheArchive(libraries, "gunicorn");
    }

    /** Checks that the application's lifespan ran, if it has one, and that its libraries are the archive's. */
    void isTheAsgiShop(String framework, String... others) throws IOException {
        JsonNode front = json("");
        assertThat(front.path("framework").asText()).isEqualTo(framework);
        assertThat(front.path("open").asBoolean()).isTrue();
        JsonNode libraries = json("libraries");
        comesFromTheArchive(libraries, framework);
        comesFromTheArchive(libraries, others);
    }

    /** Checks that a text sent through a WebSocket comes back. */
    void echoesOnAWebSocket() {
        URI echo =
                URI.create("ws://" + base.getAuthority() + base.resolve("echo").getPath());
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                answer.complete(text.toString());
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable fault) {
                answer.completeExceptionally(fault);
            }
        };
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(echo, listener)
                .join();
        socket.sendText("hello", true).join();
        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("echo: hello");
    }

    private JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpReply get(String path) throws IOException {
        HttpReply reply = HttpReply.get(base.resolve(path));
        assertThat(reply.status())
                .as(() -> path + "\n" + reply.body() + server.log())
                .isEqualTo(200);
        return reply;
    }

    private void comesFromTheArchive(JsonNode reply, String... modules) {
        for (String module : modules) {
            assertThat(reply.path("origins").path(module).asText())
                    .as("%s in %s", module, reply)
                    .startsWith(tree + "/")
                    .contains("/site-packages/");
        }
    }
}
