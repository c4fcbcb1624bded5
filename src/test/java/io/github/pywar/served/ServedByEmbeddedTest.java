package io.github.pywar.served;

import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code python3 shop.pywar serve}, from the file. */
class ServedByEmbeddedTest {

    private final OpenFolder folder = OpenFolder.create();

    @BeforeEach
    void requireOtherVersions() {
        Installed.require(Installed.SYSTEM_PYTHON, Installed.SYSTEM_FLASK);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesFlaskFromTheFile() throws IOException {
        try (ServerProcess server = serve(SampleApp.FLASK_SHOP)) {
            new Served(server, "", folder.path()).isTheFlaskShop("3.");
        }
    }

    @Test
    void servesDjangoFromTheFile() throws IOException {
        try (ServerProcess server = serve(SampleApp.DJANGO_SHOP)) {
            new Served(server, "", folder.path()).isTheDjangoShop();
        }
    }

    private ServerProcess serve(SampleApp app) {
        String python = Installed.SYSTEM_PYTHON.path().toString();
        return new EmbeddedServer(folder.path(), python, app.archive()).start();
    }
}
