package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plainly unpacked archive under its own uvicorn, with the configuration that its tool prints. */
class ServedByUvicornTest {

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesStarletteOfTheArchive() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        Path tree = SampleApp.STARLETTE.tree();
        String printed = SystemPython.run(tree, List.of("-m", "_pywar", "config", "uvicorn"))
                .replace(
                        "/run/uvicorn.pid", folder.path().resolve("uvicorn.pid").toString());
        try (ServerProcess server =
                PrintedServer.command(folder.path(), printed).start()) {
            Served served = new Served(server, "", tree);
            served.isTheAsgiShop("starlette", "anyio", "uvicorn");
            served.echoesOnAWebSocket();
        }
    }
}
