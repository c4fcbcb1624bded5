package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Releases of one application side by side, and {@code current}, the link to the one that is served. */
final class Deployment {

    private final Path root;

    Deployment(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path current() {
        return root.resolve("current");
    }

    void install(String name, Path archive) throws IOException {
        Path release = Unpacked.plainly(archive, Files.createDirectories(root.resolve("releases/" + name)));
        Path python = Installed.SYSTEM_PYTHON.path().toRealPath();
        Files.createDirectories(release.resolve("bin"));
        Files.createSymbolicLink(release.resolve("bin/python"), python);
        Files.writeString(
                release.resolve("pyvenv.cfg"),
                "home = %s\ninclude-system-site-packages = false\n".formatted(python.getParent()));
    }

    void switchTo(String name) throws IOException {
        Path link = root.resolve("current.new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("releases", name));
        Files.move(link, current(), StandardCopyOption.ATOMIC_MOVE);
        Files.setLastModifiedTime(current().resolve("wsgi.py").toRealPath(), FileTime.from(Instant.now()));
    }
}
