package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.List;
import java.util.Optional;

/**
 * What there is to choose from. Answers must not change while a solver runs. The call-outs say what is likely to be
 * asked next, so that it can be fetched ahead; they must return at once.
 *
 * @param <P> what identifies a package; by {@code equals}
 */
public interface Universe<P> {

    /** @return the versions that may be chosen, the preferred one first; empty where there is none */
    List<Version> versions(P of);

    /** @return what that version of the package needs */
    Dependencies<P> dependencies(P of, Version version);

    /** @return how early to decide on the package, lower is earlier; the same for all but special ones */
    default int tier(P of) {
        return 0;
    }

    /**
     * @return the package whose version this one always has, for example that of which it is an extra; whoever needs
     *     this one must need that one too, in the same range
     */
    default Optional<P> follows(P what) {
        return Optional.empty();
    }

    /** A package is needed, now in that range; called again when the range changes. */
    default void needed(P what, VersionRange range) {}

    /**
     * One version of the package after the other turns out not to fit.
     *
     * @param times how many were tried until now
     * @param left what is still open
     */
    default void triedAgain(P what, int times, VersionRange left) {}
}
