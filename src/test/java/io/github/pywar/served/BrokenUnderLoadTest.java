package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.load.Load;
import io.github.pywar.testing.load.LoadReport;
import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import io.github.pywar.testing.server.ServerRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Broken releases, deployed while clients send requests. A fault that is found before the switch fails no request. A
 * fault that only the server shows is switched back automatically, so only the requests to the broken release fail. A
 * rollback fails no request.
 */
class BrokenUnderLoadTest {

    private static final long REQUESTS = Boolean.getBoolean("pywar.proof") ? 5_000 : 500;
    private static final int CLIENTS = 4;
    private static final String BADLY = "badly for ";

    /**
     * A deployment rehearses a release with this variable set, so that a release can pass the rehearsal and fail later.
     */
    private static final String APPLICATION = """
            import os

            STATE = "%s"
            TRIED = "PYWAR_ENV_FILE" in os.environ

            if STATE == "unimportable" or STATE == "unbootable" and not TRIED:
                raise ImportError(STATE)
            STATUS = 503 if STATE == "sick" or STATE == "poisoned" and not TRIED else 200

            def application(environ, start_response):
                start_response("%%d status" %% STATUS, [("Content-Length", str(len(STATE)))])
                return [STATE.encode()]

            async def asgi(scope, receive, send):
                while scope["type"] == "lifespan":
                    event = (await receive())["type"]
                    await send({"type": event + ".complete"})
                    if event == "lifespan.shutdown":
                        return
                headers = [(b"content-length", b"%%d" %% len(STATE))]
                await send({"type": "http.response.start", "status": STATUS, "headers": headers})
                await send({"type": "http.response.body", "body": STATE.encode()})
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @AfterEach
    void empty() {
        folder.close();
    }

    private Path archive(String state, ObjectReference entry, String... requirements) {
        folder.write(state + "/shop.py", APPLICATION.formatted(state));
        return new SampleApp("shop", state, folder.path().resolve(state), entry, List.of(requirements)).archive();
    }

    /** Archives for the test of one server. */
    private interface Releases {
        Path of(String state);
    }

    private Releases wsgi(String... requirements) {
        return state -> archive(state, ObjectReference.parse("shop:application", Protocol.WSGI), requirements);
    }

    @Test
    void gunicornRecoversFromBrokenReleases() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Releases releases = wsgi("gunicorn");
        site.deploy(releases.of("good"));
        assertRecovers("gunicorn", releases, PrintedServer.command(folder.path(), site.configuration("gunicorn")));
    }

    @Test
    void modWsgiRecoversFromBrokenReleases() throws IOException {
        Installed.require(Installed.APACHE);
        site.deploy(wsgi().of("good"));
        assertRecovers("mod_wsgi", wsgi(), new ApacheServer(folder.path()).lines(site.configuration("mod_wsgi")));
    }

    @Test
    void uwsgiRecoversFromBrokenReleases() throws IOException {
        Installed.require(Installed.UWSGI);
        site.deploy(wsgi().of("good"));
        assertRecovers("uwsgi", wsgi(), PrintedServer.uwsgi(folder.path(), site.configuration("uwsgi")));
    }

    @Test
    void uvicornRecoversFromBrokenReleases() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Releases releases = state -> archive(state, ObjectReference.parse("shop:asgi", Protocol.ASGI), "uvicorn");
        site.deploy(releases.of("good"));
        assertRecovers("uvicorn", releases, PrintedServer.command(folder.path(), site.configuration("uvicorn")));
    }

    private void assertRecovers(String name, Releases releases, ServerRecipe recipe) throws IOException {
        try (ServerProcess server = recipe.start()) {
            LoadReport before = underLoad(name + ", refused before the switch", server, () -> {
                assertRefused(releases.of("unimportable"), "does not import", name, server);
                assertRefused(releases.of("sick"), "was not switched to", name, server);
            });
            assertThat(before.failures()).isEmpty();
            assertThat(before.bodies()).containsOnlyKeys("good");
            for (String state : List.of("poisoned", "unbootable")) {
                Path broken = releases.of(state);
                String why = state.equals("poisoned") ? BADLY : "switch-back: done";
                LoadReport within =
                        underLoad(name + ", " + state, server, () -> assertRefused(broken, why, name, server));
                assertThat(others(within, "503 poisoned", "500 The application did"))
                        .as(() -> within + server.log())
                        .isEmpty();
                server.await("the earlier release", Duration.ofSeconds(60), () -> servesTheFirstRelease(server));
            }
            LoadReport rollback = underLoad(name + ", deploy and rollback", server, () -> {
                site.deploy(releases.of("better"), "--server", name, "--check-url", "" + server.uri());
                site.rollback();
            });
            assertThat(rollback.failures()).as(() -> rollback + server.log()).isEmpty();
            assertThat(rollback.bodies()).containsOnlyKeys("good", "better");
            assertThat(server.get("").body()).isEqualTo("good");
        }
    }

    private static List<String> others(LoadReport report, String... expected) {
        return report.failures().stream()
                .filter(body -> Stream.of(expected).noneMatch(body::startsWith))
                .toList();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static LoadReport underLoad(String name, ServerProcess server, Work work) throws IOException {
        try (Load load = Load.newConnections(server.uri(), CLIENTS)) {
            load.awaitAnswered(REQUESTS);
            work.run();
            load.awaitAnswered(load.answered() + REQUESTS);
            LoadReport report = load.finish();
            Path table = Files.createDirectories(Path.of("target", "load")).resolve("broken.txt");
            Files.writeString(table, report.row(name) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return report;
        }
    }

    private void assertRefused(Path archive, String why, String name, ServerProcess server) throws IOException {
        Path before = site.current().toRealPath();
        String url = server.uri().toString();
        // bad answers of the new release end the check long before its time is over
        String seconds = why.equals(BADLY) ? "60" : "5";
        assertThatThrownBy(() -> site.deploy(archive, "--server", name, "--check-url", url, "--check-timeout", seconds))
                .hasMessageContaining(why);
        assertThat(site.current().toRealPath()).isEqualTo(before);
    }

    private static boolean servesTheFirstRelease(ServerProcess server) {
        try {
            return server.get("").body().equals("good");
        } catch (IOException e) {
            return false;
        }
    }
}
