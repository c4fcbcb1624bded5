package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * A version that cannot be chosen.
 *
 * @param reason the kind of reason
 * @param detail a predicate for a person: {@code needs Python >=3.12}
 * @param offered what there is instead of a fitting wheel, for {@link Reason#NO_WHEEL}
 * @param wheel any of its wheels, to learn what the version needs
 */
record RejectedCandidate(
        Version version, Reason reason, String detail, List<String> offered, Optional<DistributionFile> wheel) {

    /** Why, the more telling reason first. */
    enum Reason {
        YANKED,
        PRERELEASE,
        CONSTRAINT,
        PYTHON,
        HASH,
        TOO_NEW,
        NO_WHEEL
    }
}
