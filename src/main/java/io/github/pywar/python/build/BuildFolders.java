package io.github.pywar.python.build;

import java.nio.file.Path;

/**
 * Folders of builds. They need not exist.
 *
 * @param cache for the results of builds, kept from build to build
 * @param scratch for source code and environments; what a dead process left there is deleted
 * @param logs for the output of build backends, one file for each package
 */
public record BuildFolders(Path cache, Path scratch, Path logs) {

    /** Makes the paths absolute: build backends have another working directory. */
    public BuildFolders {
        cache = cache.toAbsolutePath();
        scratch = scratch.toAbsolutePath();
        logs = logs.toAbsolutePath();
    }
}
