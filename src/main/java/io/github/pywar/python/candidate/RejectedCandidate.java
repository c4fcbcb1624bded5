package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * Version that cannot be chosen.
 *
 * @param reason the kind of reason
 * @param detail a predicate for messages, for example {@code requires Python >=3.12}
 * @param offered the tags of its wheels, and whether it has a source distribution
 * @param wheel one of its wheels, as a source of metadata
 */
public record RejectedCandidate(
        Version version, Reason reason, String detail, List<String> offered, Optional<DistributionFile> wheel) {

    static final String SOURCE = "a source distribution";

    /** Returns whether the version has a source distribution. */
    public boolean hasSource() {
        return offered.contains(SOURCE);
    }

    /** Returns whether the version has wheels, and each of them is for a platform. */
    public boolean isCompiled() {
        List<String> tags = offered.stream().filter(one -> !one.equals(SOURCE)).toList();
        return !tags.isEmpty() && tags.stream().noneMatch(tag -> tag.endsWith("-any"));
    }

    /** Kind of reason. If the files of a version have several, the first in this order is reported. */
    public enum Reason {
        YANKED,
        PRERELEASE,
        CONSTRAINT,
        PYTHON,
        HASH,
        TOO_NEW,
        COOLING_DOWN,
        FORMAT,
        NO_WHEEL
    }
}
