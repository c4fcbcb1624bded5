package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.load.Load;
import io.github.pywar.testing.load.LoadReport;
import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.GunicornServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import io.github.pywar.testing.server.UwsgiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases switched while clients ask: no request fails, and each reply belongs wholly to one release. */
class SwitchUnderLoadTest {

    private static final long REQUESTS = Boolean.getBoolean("pywar.proof") ? 20_000 : 2_000;
    private static final int CLIENTS = 4;

    private final OpenFolder folder = OpenFolder.create();
    private Deployment site;

    @BeforeEach
    void deploy() throws IOException {
        site = new Deployment(folder.folder("site"));
        site.install("one", TwoReleases.archive(folder, "one"));
        site.install("two", TwoReleases.archive(folder, "two"));
        site.switchTo("one");
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    /** What a server needs, beside the new link, to go over to the new release. */
    interface Reload {
        void run(ServerProcess server, Load load) throws IOException;
    }

    private static final Reload NOTHING_MORE = (server, load) -> {};

    @Test
    void gunicorn() throws IOException {
        Installed.require(Installed.GUNICORN);
        GunicornServer gunicorn = new GunicornServer(folder.path(), site.current()).options("--workers", "2");
        try (ServerProcess server = gunicorn.start()) {
            switched("gunicorn", server, (old, load) -> {
                ServerProcess.signal("USR2", old.pid());
                load.awaitBody("two two two");
                ServerProcess.signal("TERM", old.pid());
            });
        }
    }

    @Test
    void modWsgi() throws IOException {
        Installed.require(Installed.APACHE);
        ApacheServer apache = new ApacheServer(folder.path())
                .app("/", site.current())
                .daemonOptions("processes=2 threads=4 shutdown-timeout=60");
        try (ServerProcess server = apache.start()) {
            switched("mod_wsgi", server, NOTHING_MORE);
        }
    }

    @Test
    void uwsgi() throws IOException {
        Installed.require(Installed.UWSGI);
        UwsgiServer uwsgi = new UwsgiServer(folder.path(), site.current())
                .option("processes = 2")
                .option("touch-chain-reload = " + site.current().resolve("wsgi.py"));
        try (ServerProcess server = uwsgi.start()) {
            switched("uwsgi", server, NOTHING_MORE);
        }
    }

    private void switched(String name, ServerProcess server, Reload reload) throws IOException {
        LoadReport report;
        try (Load load = Load.newConnections(server.uri(), CLIENTS)) {
            load.awaitAnswered(REQUESTS / 4);
            site.switchTo("two");
            reload.run(server, load);
            load.awaitBody("two two two");
            load.awaitAnswered(Math.max(REQUESTS, load.answered() + REQUESTS / 4));
            report = load.finish();
        }
        Files.writeString(
                Files.createDirectories(Path.of("target", "load")).resolve(name + ".txt"), report.row(name) + "\n");
        assertThat(report.failures()).as(() -> report + server.log()).isEmpty();
        assertThat(report.bodies()).containsOnlyKeys("one one one", "two two two");
        server.await("the new release", Duration.ofSeconds(30), () -> answers(server, "two two two"));
    }

    private static boolean answers(ServerProcess server, String body) {
        try {
            return server.get("").body().equals(body);
        } catch (IOException e) {
            return false;
        }
    }
}
