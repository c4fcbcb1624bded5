package io.github.pywar.python.solver;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The versions of one package, by preference and by order. */
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

    /** @return the most preferred version in the range */
    Optional<Version> best(VersionRange range) {
        return preferred.first(range);
    }

    /**
     * @return the version and all that lies between it and its neighbours upwards, and downwards for the lowest: nothing
     *     else is there, and ranges of neighbours join into one interval
     */
    VersionRange cell(Version version) {
        int at = Collections.binarySearch(ascending, version);
        VersionRange range = at == 0 ? VersionRange.any() : VersionRange.atLeast(version);
        return at + 1 < ascending.size() ? range.intersect(VersionRange.below(ascending.get(at + 1))) : range;
    }
}
