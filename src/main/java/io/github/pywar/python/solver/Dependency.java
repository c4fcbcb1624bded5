package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;

/**
 * Dependency on a package.
 *
 * @param on the package
 * @param range the versions that satisfy the dependency
 * @param source where the user declared it, for messages, for example {@code requirements.txt:4}; empty if the metadata
 *     of the depending version declares it
 */
public record Dependency<P>(P on, VersionRange range, String source) {

    /** Creates a dependency that the metadata of the depending version declares. */
    public Dependency(P on, VersionRange range) {
        this(on, range, "");
    }
}
