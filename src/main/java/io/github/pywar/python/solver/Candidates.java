package io.github.pywar.python.solver;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Versions of one package, by preference and in ascending order. */
final class Candidates {

    private final PreferredVersions preferred;
    private final List<Version> ascending;

    Candidates(List<Version> preferred) {
        this.preferred = PreferredVersions.of(preferred);
        List<Version> sorted = new ArrayList<>(preferred);
        Collections.sort(sorted);
        this.ascending = sorted;
    }

    List<Version> preferred() {
        return preferred.all();
    }

    List<Version> ascending() {
        return ascending;
    }

    /** Returns the most preferred version in the range. */
    Optional<Version> best(VersionRange range) {
        return preferred.first(range);
    }

    /**
     * Returns the cell of a version: everything from it up to the next existing version, and downwards without limit
     * for the lowest. No other version exists there. Facts are stated about cells, because the cells of neighbours join
     * into one interval: a range that excludes a thousand versions has one or two ends, and stays cheap to intersect.
     */
    VersionRange cell(Version version) {
        int at = Collections.binarySearch(ascending, version);
        VersionRange range = at == 0 ? VersionRange.any() : VersionRange.atLeast(version);
        return at + 1 < ascending.size() ? range.intersect(VersionRange.below(ascending.get(at + 1))) : range;
    }
}
