package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The site that {@code config nginx} prints, with a certificate, in front of each server: the application sees the
 * scheme of the client. If it sees {@code http}, its redirect to https has no end.
 */
class BehindTlsProxyTest {

    private static final String SOURCE = """
            def application(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [environ["wsgi.url_scheme"].encode()]

            async def asgi(scope, receive, send):
                while scope["type"] == "lifespan":
                    event = (await receive())["type"]
                    await send({"type": event + ".complete"})
                    if event == "lifespan.shutdown":
                        return
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": scope["scheme"].encode()})
            """;

    private static final String GET = "import ssl, sys, urllib.request as u;"
            + " tls = u.HTTPSHandler(context=ssl.create_default_context(cafile=sys.argv[2]));"
            + " print(u.build_opener(u.ProxyHandler({}), tls).open(sys.argv[1], timeout=30).read().decode())";

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeEach
    void requireProxy() {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.NGINX, Installed.OPENSSL);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void serveUsesTheSchemeOfTheClient() throws IOException {
        Path archive = deploy("shop:application", Protocol.WSGI, "waitress");
        String python = Installed.SYSTEM_PYTHON.path().toString();
        try (ServerProcess server = new EmbeddedServer(folder.folder("home"), python, archive).start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void gunicornUsesTheSchemeOfTheClient() throws IOException {
        deploy("shop:application", Protocol.WSGI, "gunicorn");
        try (ServerProcess server = PrintedServer.command(folder.folder("server"), site.configuration("gunicorn"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void uwsgiUsesTheSchemeOfTheClient() throws IOException {
        Installed.require(Installed.UWSGI);
        deploy("shop:application", Protocol.WSGI, "waitress");
        try (ServerProcess server = PrintedServer.uwsgi(folder.folder("server"), site.configuration("uwsgi"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void uvicornUsesTheSchemeOfTheClient() throws IOException {
        deploy("shop:asgi", Protocol.ASGI, "uvicorn");
        try (ServerProcess server = PrintedServer.command(folder.folder("server"), site.configuration("uvicorn"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void granianUsesTheSchemeOfTheClient() throws IOException {
        deploy("shop:asgi", Protocol.ASGI, "granian");
        try (ServerProcess server = PrintedServer.command(folder.folder("server"), site.configuration("granian"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void granianUsesTheSchemeOfTheClientForWsgi() throws IOException {
        deploy("shop:application", Protocol.WSGI, "granian");
        try (ServerProcess server = PrintedServer.command(folder.folder("server"), site.configuration("granian"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    @Test
    void gunicornsAsgiWorkerUsesTheSchemeOfTheClient() throws IOException {
        deploy("shop:asgi", Protocol.ASGI, "gunicorn");
        try (ServerProcess server = PrintedServer.command(folder.folder("server"), site.configuration("gunicorn"))
                .start()) {
            assertSeesHttps(server);
        }
    }

    /** Apache often has the certificate itself. The lines for another proxy are comments of the configuration. */
    @Test
    void apacheUsesTheSchemeOfTheClientWithTheCommentedLines() throws IOException {
        Installed.require(Installed.APACHE);
        deploy("shop:application", Protocol.WSGI, "waitress");
        String printed = site.configuration("mod_wsgi");
        assertThat(printed).contains("#WSGITrustedProxies 127.0.0.1", "#WSGITrustedProxyHeaders X-Forwarded-Proto");
        String active = printed.replace("#WSGITrusted", "WSGITrusted");
        try (ServerProcess server =
                new ApacheServer(folder.folder("server")).lines(active).start()) {
            assertSeesHttps(server);
        }
    }

    private Path deploy(String entry, Protocol protocol, String server) throws IOException {
        folder.write("sources/shop.py", SOURCE);
        Path sources = folder.path().resolve("sources");
        ObjectReference object = ObjectReference.parse(entry, protocol);
        Path archive = new SampleApp("shop", "1.0.0", sources, object, List.of(server)).archive();
        site.deploy(archive);
        return archive;
    }

    private void assertSeesHttps(ServerProcess server) throws IOException {
        assertThat(server.get("").body()).isEqualTo("http");
        NginxServer proxy =
                new NginxServer(folder.folder("front")).secure().site(site.configuration("nginx"), server.uri());
        try (ServerProcess front = proxy.start()) {
            String certificate = proxy.certificate().toString();
            String seen = SystemPython.run(
                    folder.path(), List.of("-c", GET, front.uri().toString(), certificate));
            assertThat(seen).as(() -> server.log() + front.log()).isEqualTo("https");
        }
    }
}
