package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text of a version range, in terms of the versions that exist. The exact range of a derivation has bounds that no file
 * contains; a reader recognizes the versions of the package.
 */
final class RangePhrases {

    /** The text of a range that contains every version. */
    static final String ALL = "*";

    private static final int MOST_INTERVALS = 3;
    private static final int LONGEST_RANGE = 48;

    private RangePhrases() {}

    /** @param ascending the versions that exist; empty if they are not known */
    static String existing(List<Version> ascending, VersionRange range) {
        List<List<Version>> runs = runs(ascending, range);
        if (runs.isEmpty()) {
            return ascending.isEmpty() ? shortened(range.toString()) : range.toString();
        }
        if (runs.size() <= MOST_INTERVALS) {
            return runs.stream().map(run -> interval(ascending, run)).collect(Collectors.joining(" | "));
        }
        List<Version> last = runs.get(runs.size() - 1);
        long count = runs.stream().mapToLong(List::size).sum();
        return "%s to %s (%d versions)".formatted(runs.get(0).get(0), last.get(last.size() - 1), count);
    }

    /** Returns the range itself, unless it is too long to read. */
    static String declared(List<Version> ascending, VersionRange range) {
        String exact = range.toString();
        return ascending.isEmpty() || exact.length() <= LONGEST_RANGE ? shortened(exact) : existing(ascending, range);
    }

    /** Returns the first and the last of many intervals. */
    private static String shortened(String range) {
        String[] intervals = range.split(" \\| ");
        return range.length() > LONGEST_RANGE && intervals.length > MOST_INTERVALS
                ? intervals[0] + " | ... | " + intervals[intervals.length - 1]
                : range;
    }

    private static List<List<Version>> runs(List<Version> all, VersionRange range) {
        List<List<Version>> runs = new ArrayList<>();
        boolean inside = false;
        for (Version version : all) {
            boolean now = range.contains(version);
            if (now && !inside) {
                runs.add(new ArrayList<>());
            }
            if (now) {
                runs.get(runs.size() - 1).add(version);
            }
            inside = now;
        }
        return runs;
    }

    private static String interval(List<Version> all, List<Version> run) {
        Version first = run.get(0);
        Version last = run.get(run.size() - 1);
        boolean fromFirst = first.equals(all.get(0));
        boolean toLast = last.equals(all.get(all.size() - 1));
        if (fromFirst && toLast) {
            return ALL;
        }
        if (run.size() == 1) {
            return first.toString();
        }
        if (fromFirst) {
            return "<=" + last;
        }
        return toLast ? ">=" + first : ">=" + first + ",<=" + last;
    }
}
