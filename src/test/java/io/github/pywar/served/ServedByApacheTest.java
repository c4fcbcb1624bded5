package io.github.pywar.served;

import io.github.pywar.testing.server.ApacheServer;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plainly unpacked archives under Apache's mod_wsgi, each in a daemon process of its own. */
class ServedByApacheTest {

    private final OpenFolder folder = OpenFolder.create();

    @BeforeEach
    void requireOtherVersions() {
        Installed.require(Installed.APACHE, Installed.SYSTEM_FLASK);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesFlaskOfTheArchive() throws IOException {
        Path tree = SampleApp.FLASK_SHOP.tree();
        try (ServerProcess server =
                new ApacheServer(folder.path()).app("/", tree).start()) {
            new Served(server, "", tree).isTheFlaskShop("3.");
        }
    }

    @Test
    void servesDjangoOfTheArchive() throws IOException {
        Path tree = SampleApp.DJANGO_SHOP.tree();
        try (ServerProcess server =
                new ApacheServer(folder.path()).app("/", tree).start()) {
            new Served(server, "", tree).isTheDjangoShop();
        }
    }

    @Test
    void servesTwoApplicationsWithConflictingFlasks() throws IOException {
        Path newer = SampleApp.FLASK_SHOP.tree();
        Path older = SampleApp.FLASK_2_SHOP.tree();
        ApacheServer apache =
                new ApacheServer(folder.path()).app("/newer", newer).app("/older", older);
        try (ServerProcess server = apache.start()) {
            new Served(server, "newer/", newer).isTheFlaskShop("3.");
            new Served(server, "older/", older).isTheFlaskShop("2.3.");
            new Served(server, "newer/", newer).isTheFlaskShop("3.");
        }
    }
}
