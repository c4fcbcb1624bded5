package io.github.pywar.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealServersTest {

    private static final String APPLICATION = """
            import os, sys
            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [("%s uid=%d" % (environ["PATH_INFO"], os.getuid())).encode()]
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final Path bundle = folder.folder("bundle");

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void apacheServesTwoApplicationsAsAnUnprivilegedUser() throws IOException {
        Installed.require(Installed.APACHE);
        folder.write("bundle/wsgi.py", APPLICATION);
        folder.write("other/wsgi.py", APPLICATION.replace("\"%s uid", "\"other%s uid"));
        ApacheServer apache = new ApacheServer(folder.path()).app("/one", bundle);
        try (ServerProcess server =
                apache.app("/two", folder.path().resolve("other")).start()) {
            HttpReply one = server.get("one/x");
            assertThat(one.status()).as(server.log()).isEqualTo(200);
            assertThat(one.body()).startsWith("/x uid=").isNotEqualTo("/x uid=0");
            assertThat(server.get("two/x").body()).startsWith("other/x");
        }
    }

    @Test
    void uwsgiServesAFile() throws IOException {
        Installed.require(Installed.UWSGI);
        folder.write("bundle/wsgi.py", APPLICATION);
        try (ServerProcess server = new UwsgiServer(folder.path(), bundle).start()) {
            assertThat(server.get("x").body()).startsWith("/x uid=").isNotEqualTo("/x uid=0");
        }
    }

    @Test
    void uwsgiEndsWithoutAnApplication() {
        Installed.require(Installed.UWSGI);
        folder.write("bundle/wsgi.py", "raise ImportError('no such thing')\n");
        try (ServerProcess server = new UwsgiServer(folder.path(), bundle).launch()) {
            server.awaitEnd(Duration.ofSeconds(30));
            assertThat(server.log()).contains("no such thing");
        }
    }

    @Test
    void gunicornServesAModule() throws IOException {
        Installed.require(Installed.GUNICORN);
        folder.write("bundle/wsgi.py", APPLICATION);
        GunicornServer gunicorn = new GunicornServer(folder.path(), bundle).entry("wsgi:application");
        try (ServerProcess server = gunicorn.start()) {
            assertThat(server.get("x").body()).startsWith("/x uid=");
        }
    }

    @Test
    void closingEndsTheWorkers() throws IOException {
        Installed.require(Installed.GUNICORN);
        folder.write("bundle/wsgi.py", APPLICATION);
        ServerProcess server = new GunicornServer(folder.path(), bundle)
                .entry("wsgi:application")
                .options("--workers", "2")
                .start();
        ProcessHandle master = ProcessHandle.of(server.pid()).orElseThrow();
        server.await(
                "two workers", Duration.ofSeconds(10), () -> master.children().count() == 2);
        ProcessHandle[] workers = master.children().toArray(ProcessHandle[]::new);
        ServerProcess.signal("KILL", server.pid());
        server.close();
        assertThat(workers)
                .hasSize(2)
                .allSatisfy(worker ->
                        worker.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void reportsTheLogOfAServerThatEndsBeforeItsAnswer() {
        Installed.require(Installed.GUNICORN);
        folder.write("bundle/wsgi.py", "raise ImportError('no such thing')\n");
        GunicornServer gunicorn = new GunicornServer(folder.path(), bundle).entry("wsgi:application");
        assertThatThrownBy(gunicorn::start).isInstanceOf(AssertionError.class).hasMessageContaining("no such thing");
    }

    @Test
    void archiveServesItself() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Path archive = folder.path().resolve("shop.pywar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("__main__.py"));
            zip.write("""
                    import sys
                    from wsgiref.simple_server import make_server
                    from app import application
                    host, port = sys.argv[sys.argv.index("--bind") + 1].split(":")
                    make_server(host, int(port), application).serve_forever()
                    """.getBytes());
            zip.putNextEntry(new ZipEntry("app.py"));
            zip.write(APPLICATION.getBytes());
        }
        String python = Installed.SYSTEM_PYTHON.path().toString();
        try (ServerProcess server = new EmbeddedServer(folder.path(), python, archive).start()) {
            assertThat(server.get("x").body()).startsWith("/x uid=");
        }
    }

    @Test
    void nginxListsFilesAndForwardsRequests() throws IOException {
        Installed.require(Installed.NGINX);
        folder.write("simple/flask/flask-3.1.3-py3-none-any.whl", "wheel");
        Path front = folder.folder("front");
        NginxServer nginx =
                new NginxServer(folder.path()).files("/simple/", folder.path().resolve("simple"));
        try (ServerProcess server = nginx.start();
                ServerProcess proxy =
                        new NginxServer(front).proxy("/", server.uri()).start()) {
            assertThat(server.get("simple/flask/").body()).contains("<a href=\"flask-3.1.3-py3-none-any.whl\"");
            assertThat(proxy.get("simple/flask/flask-3.1.3-py3-none-any.whl").body())
                    .isEqualTo("wheel");
        }
    }

    @Test
    void nginxAcceptsUploadsWithThePassword() throws Exception {
        Installed.require(Installed.NGINX);
        NginxServer nginx =
                new NginxServer(folder.path()).uploads("/releases/", folder.folder("store"), "ci", "secret");
        try (ServerProcess server = nginx.start()) {
            URI file = server.uri().resolve("releases/a/b/shop.pywar");
            assertThat(put(file, "ci:wrong")).isEqualTo(401);
            assertThat(put(file, "ci:secret")).isEqualTo(201);
            assertThat(HttpReply.get(file).body()).isEqualTo("bytes");
        }
    }

    @Test
    void nginxServesHttpsWithItsOwnCertificate() {
        Installed.require(Installed.NGINX, Installed.OPENSSL);
        folder.write("files/a.txt", "a");
        NginxServer nginx =
                new NginxServer(folder.path()).secure().files("/", folder.path().resolve("files"));
        try (ServerProcess server = nginx.start()) {
            assertThatThrownBy(() -> server.get("a.txt"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("PKIX");
            assertThat(nginx.certificate()).content().contains("BEGIN CERTIFICATE");
        }
    }

    private static int put(URI file, String userAndPassword) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(file)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes()))
                .PUT(HttpRequest.BodyPublishers.ofString("bytes"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
