package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Django's admin page, with a migrated database and collected static files. Hooks do both, the second one as the guide
 * prints it. Each server returns the page and its style sheets with the configuration that {@code config} prints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminWithCssTest {

    private static final Path GUIDE = Path.of("src/site/markdown/server.md");

    private static final String SETTINGS = """
            import os

            SECRET_KEY = "not a secret: this project is tried on loopback"
            ALLOWED_HOSTS = ["127.0.0.1"]
            ROOT_URLCONF = "shop.urls"
            STATIC_URL = "/static/"
            STATIC_ROOT = os.environ.get("STATIC_ROOT")
            DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["SHOP_DATABASE"]}}
            INSTALLED_APPS = ["django.contrib." + name for name in
                              ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")]
            MIDDLEWARE = [
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware",
            ]
            TEMPLATES = [{
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]},
            }]
            """;

    private static final String URLS = """
            from django.contrib import admin
            from django.contrib.auth.models import User
            from django.http import HttpResponse
            from django.urls import path

            urlpatterns = [path("admin/", admin.site.urls), path("users", lambda _: HttpResponse(str(User.objects.count())))]
            """;

    private static final String WSGI = """
            import os
            from django.core.wsgi import get_wsgi_application

            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            application = get_wsgi_application()
            """;

    private static final String MIGRATE = "python -m django migrate --settings shop.settings --verbosity 0\n";

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeAll
    void deploy() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        folder.write("sources/shop/__init__.py", "");
        folder.write("sources/shop/settings.py", SETTINGS);
        folder.write("sources/shop/urls.py", URLS);
        folder.write("sources/shop/wsgi.py", WSGI);
        SampleApp app = new SampleApp(
                "shop",
                "1.0.0",
                folder.path().resolve("sources"),
                ObjectReference.parse("shop.wsgi:application", Protocol.WSGI),
                List.of("django>=4.2", "gunicorn>=20.1"));
        Path archive = Files.copy(app.archive(), folder.path().resolve("shop.pywar"));
        HookedArchive.add(archive, "pre-deploy/10-migrate.sh", MIGRATE);
        HookedArchive.add(archive, "pre-deploy/20-static.py", hookOfTheGuide());
        Path shared = folder.path().resolve("site/shared");
        site.deploy(archive, "--env-file", folder.write("env", "SHOP_DATABASE=" + shared + "/db\n") + "");
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

    /** Returns the hook of the guide, so that the test runs exactly the printed example. */
    private static String hookOfTheGuide() throws IOException {
        Matcher code = Pattern.compile("collectstatic.*?```python\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(code.find()).as("the example in %s", GUIDE).isTrue();
        return code.group(1).stripIndent();
    }
}
