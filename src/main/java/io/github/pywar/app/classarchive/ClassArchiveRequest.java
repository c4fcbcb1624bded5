package io.github.pywar.app.classarchive;

import java.nio.file.Path;

/**
 * Archive of classes to write.
 *
 * @param plugin whose classes are archived
 * @param command runs Maven
 * @param isOffline whether Maven must not download anything
 * @param cache folder of everything that can be downloaded or computed again
 * @param key of the archive
 */
public record ClassArchiveRequest(
        PluginVersion plugin, MavenCommand command, boolean isOffline, Path cache, ClassArchiveKey key) {

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
}
