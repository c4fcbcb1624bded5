package io.github.pywar.python.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Versions in order of preference. {@link #first} uses bisection within descending parts, because an index has thousands
 * of versions, and a resolution calls it thousands of times.
 */
public final class PreferredVersions {

    private final List<Version> all;

    /** The versions, split into descending runs. */
    private final List<List<Version>> runs = new ArrayList<>();

    private PreferredVersions(List<Version> all) {
        this.all = List.copyOf(all);
        int from = 0;
        for (int to = 1; to <= this.all.size(); to++) {
            boolean ends = to == this.all.size() || this.all.get(to).compareTo(this.all.get(to - 1)) >= 0;
            if (ends) {
                runs.add(this.all.subList(from, to));
                from = to;
            }
        }
    }

    /** @param all without repetitions, the preferred version first */
    public static PreferredVersions of(List<Version> all) {
        return new PreferredVersions(all);
    }

    /** @return all versions, the preferred one first */
    public List<Version> all() {
        return all;
    }

    /** @return the preferred version in the range */
    public Optional<Version> first(VersionRange range) {
        for (List<Version> run : runs) {
            int at = range.firstOf(run);
            if (at < run.size()) {
                return Optional.of(run.get(at));
            }
        }
        return Optional.empty();
    }
}
