package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import io.github.pywar.testing.server.UwsgiServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plainly unpacked archives under uWSGI, each as its virtual environment. */
class ServedByUwsgiTest {

    private final OpenFolder folder = OpenFolder.create();

    @BeforeEach
    void requireOtherVersions() {
        Installed.require(Installed.UWSGI, Installed.SYSTEM_FLASK);
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void servesFlaskOfTheArchive() throws IOException {
        Path tree = SampleApp.FLASK_SHOP.tree();
        try (ServerProcess server = new UwsgiServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheFlaskShop("3.");
        }
    }

    @Test
    void servesDjangoOfTheArchive() throws IOException {
        Path tree = SampleApp.DJANGO_SHOP.tree();
        try (ServerProcess server = new UwsgiServer(folder.path(), tree).start()) {
            new Served(server, "", tree).isTheDjangoShop();
        }
    }
}
