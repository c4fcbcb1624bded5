package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Django's admin page, with a migrated database and collected static files, of the project that the page about Django
 * prints. Its hooks do both. Each server returns the page and its style sheets with the configuration that {@code config}
 * prints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminWithCssTest {

    private static final Path PROJECT = Path.of("src/it/deploy-django-app").toAbsolutePath();

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeAll
    void deploy() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        SampleApp app = new SampleApp(
                "shop",
                "1.0.0",
                PROJECT.resolve("src/main/python"),
                ObjectReference.parse("shop.wsgi:application", Protocol.WSGI),
                Files.readAllLines(PROJECT.resolve("requirements.txt")));
        Path archive = Files.copy(app.archive(), folder.path().resolve("shop.pywar"));
        for (String hook : List.of("prepare/10-folders.sh", "pre-deploy/10-migrate.sh", "pre-deploy/20-static.sh")) {
            HookedArchive.add(archive, hook, Files.readString(PROJECT.resolve("src/main/hooks/" + hook)));
        }
        String env = Files.readString(PROJECT.resolve("production.env"))
                .replace("/srv/shop", site.current().getParent().toString());
        site.deploy(archive, "--env-file", folder.write("production.env", env) + "");
    }

    @AfterAll
    void empty() {
        folder.close();
    }

    @Test
    void servesStylesWithApache() throws IOException {
        Installed.require(Installed.APACHE);
        try (ServerProcess server = new ApacheServer(folder.folder("apache"))
                .lines(site.configuration("mod_wsgi"))
                .start()) {
            assertHasStyle(server.uri());
        }
    }

    @Test
    void servesStylesWithNginxBeforeGunicorn() throws IOException {
        Installed.require(Installed.NGINX);
        try (ServerProcess gunicorn = PrintedServer.command(folder.folder("gunicorn"), site.configuration("gunicorn"))
                        .start();
                ServerProcess server = new NginxServer(folder.folder("front"))
                        .site(site.configuration("nginx"), gunicorn.uri())
                        .start()) {
            assertHasStyle(server.uri());
            assertThat(HttpReply.get(gunicorn.uri().resolve("static/admin/css/base.css"))
                            .status())
                    .as("nginx serves the static files")
                    .isEqualTo(404);
        }
    }

    @Test
    void servesStylesWithUwsgi() throws IOException {
        Installed.require(Installed.UWSGI);
        try (ServerProcess server = PrintedServer.uwsgi(folder.folder("uwsgi"), site.configuration("uwsgi"))
                .start()) {
            assertHasStyle(server.uri());
        }
    }

    /** The commands of the pages: each runs in {@code app/}, with the variables of {@code shared/env}. */
    @Test
    void runsCommandsOfThePages() {
        assertThat(inApp("../bin/python -m _pywar run manage.py showmigrations auth"))
                .contains("[X] 0001_initial");
        assertThat(inApp("../bin/python -m _pywar run manage.py clearsessions")).isEmpty();
        assertThat(folder.path().resolve("site/shared/media")).isEmptyDirectory();
    }

    private String inApp(String command) {
        Tool.Result result = Tool.run(folder.path(), "sh", "-c", "cd " + site.current() + "/app && " + command);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }

    private void assertHasStyle(URI server) throws IOException {
        HttpReply page = HttpReply.get(server.resolve("admin/login/"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        List<Element> sheets = Jsoup.parse(page.body(), server + "admin/login/").select("link[rel=stylesheet]");
        assertThat(sheets).extracting(sheet -> sheet.attr("href")).contains("/static/admin/css/login.css");
        Path libraries = site.current().resolve("lib/python" + SystemPython.version() + "/site-packages");
        for (Element sheet : sheets) {
            HttpReply css = HttpReply.get(URI.create(sheet.absUrl("href")));
            assertThat(css.status()).as(sheet.attr("href")).isEqualTo(200);
            assertThat(css.type()).isEqualTo("text/css");
            Path original = libraries.resolve("django/contrib/admin" + sheet.attr("href"));
            assertThat(css.body()).isEqualTo(Files.readString(original));
        }
        assertThat(HttpReply.get(server.resolve("users")).body())
                .as("the migrated database")
                .isEqualTo("0");
    }
}
