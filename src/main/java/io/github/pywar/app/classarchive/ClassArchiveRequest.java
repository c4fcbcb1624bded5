package io.github.pywar.app.classarchive;

import java.nio.file.Path;

/**
 * Archive of classes to write.
 *
 * @param project folder of the project that is built
 * @param command runs Maven for this project
 * @param cache folder of everything that can be downloaded or computed again
 * @param key of the archive
 */
public record ClassArchiveRequest(Path project, MavenCommand command, Path cache, ClassArchiveKey key) {

    private static final String FOLDER = "classes";

    /** Checks that the script of Maven has started Maven: Java uses an archive only with the same class path. */
    void checkLauncher() {
        if (!Path.of(command.classPath()).startsWith(key.mavenHome())) {
            throw ClassArchiveErrors.otherLauncher(key, command.classPath());
        }
    }

    /** Returns the folder of the archives. */
    Path folder() {
        return cache.toAbsolutePath().normalize().resolve(FOLDER);
    }

    /** Returns the file to write. */
    Path file() {
        return folder().resolve(key.fileName());
    }
}
