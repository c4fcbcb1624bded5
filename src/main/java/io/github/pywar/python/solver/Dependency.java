package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;

/**
 * A package is needed in one of these versions.
 *
 * @param on the package
 * @param range its versions that will do
 * @param source where it is said, for a person, for example {@code requirements.txt:4}; empty where that goes without
 *     saying
 */
public record Dependency<P>(P on, VersionRange range, String source) {

    /** A dependency that its depender's metadata says. */
    public Dependency(P on, VersionRange range) {
        this(on, range, "");
    }
}
