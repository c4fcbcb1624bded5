package io.github.pywar.served;

import io.github.pywar.testing.server.GunicornServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plainly unpacked archives under the gunicorn of the system and under that of an archive. */
class ServedByGunicornTest {

    private final OpenFolder folder = OpenFolder.create();

    @BeforeEach
    void requireOtherVersions() {
        Installed.require(Installed.GUNICORN, Installed.SYSTEM_FLASK);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesFlaskWithTheSystemsGunicorn() throws IOException {
        Path tree = SampleApp.FLASK_SHOP.tree();
        try (ServerProcess server = new GunicornServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheFlaskShop("3.");
        }
    }

    @Test
    void servesDjangoWithTheSystemsGunicorn() throws IOException {
        Path tree = SampleApp.DJANGO_SHOP.tree();
        try (ServerProcess server = new GunicornServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheDjangoShop();
        }
    }

    @Test
    void servesDjangoWithTheArchivesGunicorn() throws IOException {
        Path tree = SampleApp.DJANGO_SHOP.tree();
        GunicornServer gunicorn = new GunicornServer(folder.path(), tree).program("sh", tree + "/bin/gunicorn");
        try (ServerProcess server = gunicorn.start()) {
            Served served = new Served(server, "", tree);
            served.isTheDjangoShop();
            served.isServedByItsOwnGunicorn();
        }
    }
}
