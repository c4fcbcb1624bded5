package io.github.pywar.app.target;

import io.github.pywar.python.target.TargetEnvironment;
import java.util.Optional;

/**
 * Target of one archive.
 *
 * @param name unique in the build, for example {@code cp311-linux-x86_64}; messages and locks have it
 * @param environment the target itself
 * @param classifier of the archive; empty for the main artifact
 * @param hasOwnLock whether its lock has the name of the target, because no marker distinguishes the targets
 */
public record ArchiveTarget(
        String name, TargetEnvironment environment, Optional<String> classifier, boolean hasOwnLock) {

    /**
     * Returns the name of the target's lock file.
     *
     * @param declared the name of the lock of all targets, for example {@code pylock.toml}
     */
    public String lockName(String declared) {
        if (!hasOwnLock) {
            return declared;
        }
        String stem = declared.replaceFirst("\\.toml$", "");
        return stem + (stem.contains(".") ? "-" : ".") + lockPart() + ".toml";
    }

    /** PEP 751 allows no dot in the name of a lock. */
    String lockPart() {
        return name.replace('.', '_');
    }
}
