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

/** Plainly unpacked archives under gunicorn: the system's, and the one that an archive brings. */
class ServedByGunicornTest {

    private final OpenFolder folder = OpenFolder.create();

    @BeforeEach
    void otherVersionsAreInstalled() {
        Installed.require(Installed.GUNICORN, Installed.SYSTEM_FLASK);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void theSystemsGunicornServesFlask() throws IOException {
        Path tree = ProofApp.FLASK_SHOP.tree();
        try (ServerProcess server = new GunicornServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheFlaskShop("3.");
        }
    }

    @Test
    void theSystemsGunicornServesDjango() throws IOException {
        Path tree = ProofApp.DJANGO_SHOP.tree();
        try (ServerProcess server = new GunicornServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheDjangoShop();
        }
    }

    @Test
    void theArchivesOwnGunicornIsAnotherVersionThanTheSystems() throws IOException {
        Path tree = ProofApp.DJANGO_SHOP.tree();
        GunicornServer gunicorn = new GunicornServer(folder.path(), tree).program("sh", tree + "/bin/gunicorn");
        try (ServerProcess server = gunicorn.start()) {
            Served served = new Served(server, "", tree);
            served.isTheDjangoShop();
            served.isServedByItsOwnGunicorn();
        }
    }
}
