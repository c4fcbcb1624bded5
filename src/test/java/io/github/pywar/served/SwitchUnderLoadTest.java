package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.load.Load;
import io.github.pywar.testing.load.LoadReport;
import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import io.github.pywar.testing.server.ServerRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Switches between releases while clients send requests: no request fails, and each reply comes from one release only.
 */
class SwitchUnderLoadTest {

    private static final long REQUESTS = Boolean.getBoolean("pywar.proof") ? 20_000 : 2_000;
    private static final int CLIENTS = 4;

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    private Path next;

    private void deploy(String... requirements) throws IOException {
        next = TwoReleases.archive(folder, "two", requirements);
        site.deploy(TwoReleases.archive(folder, "one", requirements));
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void switchesGunicorn() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        deploy("gunicorn");
        assertSwitches("gunicorn", PrintedServer.command(folder.path(), site.configuration("gunicorn")));
    }

    /** {@code serve} starts the archive's gunicorn in its own process. USR2 must find the next release nevertheless. */
    @Test
    void switchesGunicornOfServe() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        deploy("gunicorn");
        String serve =
                "%s/bin/python -m _pywar serve --bind 127.0.0.1:8000 -- --workers 2 --pid %s/shared/gunicorn.pid";
        Path root = folder.path().resolve("site");
        assertSwitches("gunicorn", PrintedServer.command(folder.path(), serve.formatted(site.current(), root)));
    }

    @Test
    void switchesModWsgi() throws IOException {
        Installed.require(Installed.APACHE, Installed.NGINX);
        deploy();
        assertSwitches("mod_wsgi", new ApacheServer(folder.path()).lines(site.configuration("mod_wsgi")));
    }

    @Test
    void switchesUwsgi() throws IOException {
        Installed.require(Installed.UWSGI, Installed.NGINX);
        deploy();
        assertSwitches("uwsgi", PrintedServer.uwsgi(folder.path(), site.configuration("uwsgi")));
    }

    @Test
    void switchesUvicorn() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        next = TwoReleases.asgiArchive(folder, "two", "uvicorn");
        site.deploy(TwoReleases.asgiArchive(folder, "one", "uvicorn"));
        assertSwitches("uvicorn", PrintedServer.command(folder.path(), site.configuration("uvicorn")));
    }

    /** gunicorn has an ASGI worker of its own since version 24. */
    @Test
    void switchesGunicornWithItsOwnAsgiWorker() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        next = TwoReleases.asgiArchive(folder, "two", "gunicorn>=24");
        site.deploy(TwoReleases.asgiArchive(folder, "one", "gunicorn>=24"));
        String printed = site.configuration("gunicorn");
        assertThat(printed).contains("--worker-class _pywar.gunicorn_asgi.ASGIWorker");
        assertSwitches("gunicorn", PrintedServer.command(folder.path(), printed));
    }

    @Test
    void switchesGranian() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        deploy("granian");
        assertSwitches("granian", PrintedServer.command(folder.path(), site.configuration("granian")));
    }

    @Test
    void switchesGranianWithAsgi() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX);
        next = TwoReleases.asgiArchive(folder, "two", "granian");
        site.deploy(TwoReleases.asgiArchive(folder, "one", "granian"));
        assertSwitches("granian", PrintedServer.command(folder.path(), site.configuration("granian")));
    }

    /**
     * Switches under two loads: one connection for each request to the server itself, and kept connections through
     * nginx.
     */
    private void assertSwitches(String name, ServerRecipe recipe) throws IOException {
        try (ServerProcess server = recipe.start();
                ServerProcess front = new NginxServer(folder.folder("front"))
                        .proxy("/", server.uri())
                        .start();
                Load direct = Load.newConnections(server.uri(), CLIENTS);
                Load kept = Load.keptAlive(front.uri(), CLIENTS)) {
            direct.awaitAnswered(REQUESTS / 4);
            kept.awaitAnswered(REQUESTS / 4);
            site.deploy(next, "--server", name, "--check-url", server.uri().toString());
            assertCompleteReplies(name, direct, server);
            assertCompleteReplies(name + ", kept alive, nginx", kept, server);
            server.await("the new release", Duration.ofSeconds(30), () -> answers(server, "two two two"));
        }
    }

    private static void assertCompleteReplies(String name, Load load, ServerProcess server) throws IOException {
        load.awaitBody("two two two");
        load.awaitAnswered(Math.max(REQUESTS, load.answered() + REQUESTS / 4));
        LoadReport report = load.finish();
        Path table = Files.createDirectories(Path.of("target", "load")).resolve("switch.txt");
        Files.writeString(table, report.row(name) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(report.failures()).as(() -> report + server.log()).isEmpty();
        assertThat(report.bodies()).containsOnlyKeys("one one one", "two two two");
    }

    private static boolean answers(ServerProcess server, String body) {
        try {
            return server.get("").body().equals(body);
        } catch (IOException e) {
            return false;
        }
    }
}
