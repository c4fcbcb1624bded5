package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.List;
import java.util.Optional;

/**
 * The packages and versions from which a solver chooses. The answers must not change while a solver runs. The solver
 * calls {@link #rangeChanged} and {@link #retried} before it needs the data, so that the universe can fetch ahead. Both
 * must return at once.
 *
 * @param <P> the key of a package; compared by {@code equals}
 */
public interface Universe<P> {

    /** Returns the versions that may be chosen, the preferred one first; empty if there are none. */
    List<Version> versions(P key);

    /** Returns the dependencies of one version. */
    Dependencies<P> dependencies(P key, Version version);

    /** Returns the tier of a package: the solver decides on packages of a lower tier first. */
    default int tier(P key) {
        return 0;
    }

    /**
     * Returns the package whose version this one always has, for example {@code a} for the extra {@code a[x]}. Each
     * package that depends on the follower must also depend on the leader, with the same range.
     */
    default Optional<P> follows(P key) {
        return Optional.empty();
    }

    /** Reports that a package is required in a range. Called again each time the range changes. */
    default void rangeChanged(P key, VersionRange range) {}

    /**
     * Reports that the solver tries another version of a package because the ones before did not fit.
     *
     * @param tries how many versions were tried, with this one; at least 2
     * @param range the versions that are still possible
     */
    default void retried(P key, int tries, VersionRange range) {}
}
