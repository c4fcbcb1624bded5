package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.BootChecks;
import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.app.task.VerifyApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ASGI applications as the build packs them: from the file, and deployed with the archive's uvicorn and gunicorn. */
class ServedAsgiTest {

    private final OpenFolder folder = OpenFolder.create();
    private final TestProgress progress = new TestProgress();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeEach
    void requirePython() {
        Installed.require(Installed.SYSTEM_PYTHON);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesFastapiFromTheFile() throws IOException {
        try (ServerProcess server = serve(SampleApp.FASTAPI)) {
            Served served = new Served(server, "", folder.path());
            served.isTheAsgiShop("fastapi", "starlette", "pydantic_core._pydantic_core", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void servesStarletteFromTheFile() throws IOException {
        try (ServerProcess server = serve(SampleApp.STARLETTE)) {
            Served served = new Served(server, "", folder.path());
            served.isTheAsgiShop("starlette", "anyio", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void servesDjangoFromTheFile() throws IOException {
        try (ServerProcess server = serve(SampleApp.DJANGO_ASGI)) {
            new Served(server, "", folder.path()).isTheAsgiShop("django", "asgiref", "uvicorn");
        }
    }

    @Test
    void servesADeployedReleaseWithThePrintedUvicorn() throws IOException {
        site.deploy(SampleApp.FASTAPI.archive());
        try (ServerProcess server = PrintedServer.command(folder.path(), site.configuration("uvicorn"))
                .start()) {
            Served served = new Served(server, "", site.current().toRealPath());
            served.isTheAsgiShop("fastapi", "starlette", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void servesADeployedReleaseWithThePrintedGunicorn() throws IOException {
        site.deploy(SampleApp.FASTAPI.and("gunicorn").archive());
        try (ServerProcess server = PrintedServer.command(folder.path(), site.configuration("gunicorn"))
                .start()) {
            Served served = new Served(server, "", site.current().toRealPath());
            served.isTheAsgiShop("fastapi", "starlette");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void servesADeployedReleaseWithThePrintedGranian() throws IOException {
        site.deploy(SampleApp.FASTAPI.and("granian").archive());
        try (ServerProcess server = PrintedServer.command(folder.path(), site.configuration("granian"))
                .start()) {
            Served served = new Served(server, "", site.current().toRealPath());
            served.isTheAsgiShop("fastapi", "starlette");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void servesFromTheFileWithGranian() throws IOException {
        folder.write("plain/shop.py", """
                async def app(scope, receive, send):
                    if scope["type"] == "lifespan":
                        await receive()
                        await send({"type": "lifespan.startup.complete"})
                        return
                    await send({"type": "http.response.start", "status": 200, "headers": []})
                    await send({"type": "http.response.body", "body": b"by granian"})
                """);
        SampleApp app = SampleApp.asgi("plain", folder.path().resolve("plain"), "shop:app", List.of("granian"));
        try (ServerProcess server = serve(app)) {
            assertThat(server.get("").body()).isEqualTo("by granian");
            assertThat(server.log()).contains("by granian");
        }
    }

    @Test
    void reportsAMissingServer() throws IOException {
        String python = Installed.SYSTEM_PYTHON.path().toString();
        Path archive = TwoReleases.asgiArchive(folder, "one");

        Tool.Result result = Tool.run(folder.path(), python, archive.toString(), "serve");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .contains("has no server that `serve` can start", "add `uvicorn` to the project's requirements");
    }

    @Test
    void bootsTheArchiveInTheBuild() throws IOException {
        verify(SampleApp.STARLETTE.archive());

        assertThat(progress.steps().get(0)).startsWith("Started `").endsWith("GET / returned 200");
    }

    @Test
    void distinguishesAFailedLifespanFromAFailedImport() {
        folder.write("sources/shop.py", """
                async def app(scope, receive, send):
                    assert scope["type"] == "lifespan"
                    await receive()
                    await send({"type": "lifespan.startup.failed", "message": "no database at db.example.org"})
                """);
        SampleApp app = SampleApp.asgi("closed", folder.path().resolve("sources"), "shop:app", List.of("uvicorn"));

        assertThatThrownBy(() -> verify(app.archive()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("does not work: its start-up (ASGI lifespan) failed")
                .hasMessageContaining("no database at db.example.org");
    }

    private void verify(Path archive) throws IOException {
        Interpreters pythons = Interpreters.of(System.getenv());
        new VerifyApp(pythons, progress)
                .run(new VerifyApp.Request(
                        archive,
                        VerifyApp.Mode.REQUIRED,
                        new AwaitedPage("/", ExpectedStatus.OF_ANY_PAGE, Duration.ofMinutes(1)),
                        System.getenv(),
                        Map.of(),
                        folder.folder("verified"),
                        BootChecks.DEFAULT));
    }

    private ServerProcess serve(SampleApp app) {
        String python = Installed.SYSTEM_PYTHON.path().toString();
        return new EmbeddedServer(folder.path(), python, app.archive()).start();
    }
}
