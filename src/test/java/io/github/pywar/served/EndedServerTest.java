package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} at a SIGTERM: it completes the request in progress, and accepts no more. */
class EndedServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIZE = 300_000;

    /** The answer waits for a file, and is larger than the buffer of a socket. */
    private static final String WSGI = """
            import os, time
            MARK = os.environ["MARK"]
            def application(environ, start_response):
                if environ["PATH_INFO"] == "/slow":
                    open(MARK + ".started", "w").close()
                    while not os.path.exists(MARK):
                        time.sleep(0.01)
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [b"x" * 300000]
            """;

    private static final String ASGI = """
            import asyncio, os
            MARK = os.environ["MARK"]
            async def application(scope, receive, send):
                assert scope["type"] == "http"
                if scope["path"] == "/slow":
                    open(MARK + ".started", "w").close()
                    while not os.path.exists(MARK):
                        await asyncio.sleep(0.01)
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b"x" * 300000})
            """;

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void empty() {
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"waitress", "cheroot", "gunicorn", "uvicorn"})
    void completesAcceptedRequests(String name) throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Path mark = folder.path().resolve("mark");
        try (ServerProcess server = serve(name, mark)) {
            assertThat(server.log()).contains(" by " + name);
            CompletableFuture<HttpReply> slow = CompletableFuture.supplyAsync(() -> get(server, "slow"));
            Path started = folder.path().resolve("mark.started");
            server.await("the request to arrive", PATIENCE, () -> Files.exists(started));

            ServerProcess.signal("TERM", server.pid());
            if (!name.equals("gunicorn")) { // its worker keeps the socket while it answers
                server.await("the address to be free", PATIENCE, () -> isRefused(server));
            }
            assertThat(server.isAlive()).isTrue();
            assertThat(slow).isNotDone();

            Files.createFile(mark);
            HttpReply reply = slow.join();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).hasSize(SIZE);
            assertThat(server.awaitEnd(PATIENCE)).isIn(0, 128 + 15);
            assertThatThrownBy(() -> server.get("")).isInstanceOf(ConnectException.class);
        }
    }

    /** In a container, the server is process 1: the kernel drops signals for which that process has no handler. */
    @ParameterizedTest
    @ValueSource(strings = {"waitress", "cheroot", "gunicorn", "uvicorn"})
    void endsAsProcessOne(String name) throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        String namespace = "unshare --map-root-user --pid --fork --kill-child";
        assumeThat(Tool.run(folder.path(), "sh", "-c", namespace + " true").exit())
                .isZero();
        Path python = Files.writeString(
                folder.path().resolve("python"),
                "#!/bin/sh\nexec " + namespace + " " + Installed.SYSTEM_PYTHON.path() + " \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();

        try (ServerProcess server = serve(name, folder.path().resolve("mark"), python.toString())) {
            ProcessHandle first = ProcessHandle.of(server.pid())
                    .flatMap(outer -> outer.children().findFirst())
                    .orElseThrow();
            ServerProcess.signal("TERM", first.pid());
            assertThat(server.awaitEnd(PATIENCE)).isIn(0, 128 + 15);
        }
    }

    private ServerProcess serve(String name, Path mark) throws IOException {
        return serve(name, mark, Installed.SYSTEM_PYTHON.path().toString());
    }

    private ServerProcess serve(String name, Path mark, String python) throws IOException {
        boolean isAsgi = name.equals("uvicorn");
        Path sources = Files.createDirectories(folder.path().resolve("sources"));
        Files.writeString(sources.resolve("slowly.py"), isAsgi ? ASGI : WSGI);
        SampleApp app = isAsgi
                ? SampleApp.asgi("slowly", sources, "slowly:application", List.of(name))
                : SampleApp.bare("slowly", sources, "slowly:application").and(name);
        return new EmbeddedServer(folder.path(), python, app.archive())
                .environment(Map.of("MARK", mark.toString()))
                .start();
    }

    private static boolean isRefused(ServerProcess server) {
        try {
            server.get("");
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpReply get(ServerProcess server, String path) {
        try {
            return server.get(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
