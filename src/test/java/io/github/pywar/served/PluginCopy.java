package io.github.pywar.served;

import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copy of this project with the classes of this build. Maven runs there without changing the folder {@code target} that the
 * running build uses, and without compiling again.
 */
final class PluginCopy {

    private static final List<String> PARTS =
            List.of(".mvn", "pom.xml", "README.md", "src/descriptor", "src/main", "src/site", "target/classes");

    private final Path folder;

    private PluginCopy(Path folder) {
        this.folder = folder;
    }

    /** Copies the project into a new folder of its own. */
    static PluginCopy in(OpenFolder parent) throws IOException {
        Path folder = parent.folder("plugin");
        for (String part : PARTS) {
            Path source = Path.of(part).toAbsolutePath();
            if (Files.exists(source)) {
                BuiltProject.of(source).copyTo(folder.resolve(part));
            }
        }
        return new PluginCopy(folder);
    }

    /** Returns the folder with the POM. */
    Path folder() {
        return folder;
    }

    /** Returns a run of Maven that uses the copied classes and skips the tests. */
    MavenRun maven() {
        return new MavenRun(folder).with("maven.main.skip", true).with("skipTests", true);
    }
}
