package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** ASGI applications as the build makes them: from the file, and deployed, under uvicorn and gunicorn of the archive. */
class ServedAsgiTest {

    private final OpenFolder folder = OpenFolder.create();
    private final TestProgress progress = new TestProgress();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeEach
    void aPythonIsInstalled() {
        Installed.require(Installed.SYSTEM_PYTHON);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void fastapiRunsFromTheFile() throws IOException {
        try (ServerProcess server = serve(ProofApp.FASTAPI)) {
            Served served = new Served(server, "", folder.path());
            served.isTheAsgiShop("fastapi", "starlette", "pydantic_core._pydantic_core", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void starletteRunsFromTheFile() throws IOException {
        try (ServerProcess server = serve(ProofApp.STARLETTE)) {
            Served served = new Served(server, "", folder.path());
            served.isTheAsgiShop("starlette", "anyio", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void djangoRunsFromTheFile() throws IOException {
        try (ServerProcess server = serve(ProofApp.DJANGO_ASGI)) {
            new Served(server, "", folder.path()).isTheAsgiShop("django", "asgiref", "uvicorn");
        }
    }

    @Test
    void aDeployedReleaseRunsByThePrintedUvicorn() throws IOException {
        site.deploy(ProofApp.FASTAPI.archive());
        try (ServerProcess server = PrintedServer.command(folder.path(), site.configuration("uvicorn"))
                .start()) {
            Served served = new Served(server, "", site.current().toRealPath());
            served.isTheAsgiShop("fastapi", "starlette", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void aDeployedReleaseRunsByThePrintedGunicornWithUvicornsWorkers() throws IOException {
        site.deploy(ProofApp.FASTAPI.and("gunicorn").archive());
        try (ServerProcess server = PrintedServer.command(folder.path(), site.configuration("gunicorn"))
                .start()) {
            Served served = new Served(server, "", site.current().toRealPath());
            served.isTheAsgiShop("fastapi", "starlette", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }

    @Test
    void anArchiveWithoutAServerSaysWhichToAdd() throws IOException {
        String python = Installed.SYSTEM_PYTHON.path().toString();
        Path archive = TwoReleases.asgiArchive(folder, "one");

        Tool.Result result = Tool.run(folder.path(), python, archive.toString(), "serve");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .contains("has no server that `serve` can start", "add `uvicorn` to the project's requirements");
    }

    @Test
    void theBuildBootsWhatItHasMade() throws IOException {
        verify(ProofApp.STARLETTE.archive());

        assertThat(progress.steps().get(0)).startsWith("Booted `").endsWith("GET / answered 200");
    }

    @Test
    void theBuildTellsALifespanThatFailsFromAnEntryThatDoesNotImport() {
        folder.write("sources/shop.py", """
                async def app(scope, receive, send):
                    assert scope["type"] == "lifespan"
                    await receive()
                    await send({"type": "lifespan.startup.failed", "message": "no database at db.example.org"})
                """);
        ProofApp app = ProofApp.asgi("closed", folder.path().resolve("sources"), "shop:app", List.of("uvicorn"));

        assertThatThrownBy(() -> verify(app.archive()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("does not work: its start-up (ASGI's lifespan) failed")
                .hasMessageContaining("no database at db.example.org");
    }

    private void verify(Path archive) throws IOException {
        Interpreters pythons = Interpreters.of(System.getenv());
        new VerifyApp(pythons, progress)
                .run(new VerifyApp.Request(
                        archive,
                        VerifyApp.Mode.REQUIRED,
                        "/",
                        ExpectedStatus.OF_ANY_PAGE,
                        System.getenv(),
                        Map.of(),
                        Duration.ofMinutes(1),
                        folder.folder("verified")));
    }

    private ServerProcess serve(ProofApp app) {
        String python = Installed.SYSTEM_PYTHON.path().toString();
        return new EmbeddedServer(folder.path(), python, app.archive()).start();
    }
}
