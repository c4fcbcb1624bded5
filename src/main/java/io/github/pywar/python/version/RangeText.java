package io.github.pywar.python.version;

import java.util.ArrayList;
import java.util.List;

/** Text of a range for messages. */
final class RangeText {

    private RangeText() {}

    static String of(Cut[] cuts) {
        return gapsAreSingleVersions(cuts) ? hullWithExclusions(cuts) : intervals(cuts);
    }

    private static boolean gapsAreSingleVersions(Cut[] cuts) {
        for (int i = 1; i + 1 < cuts.length; i += 2) {
            if (!cuts[i].startsExactly(cuts[i + 1])) {
                return false;
            }
        }
        return true;
    }

    private static String hullWithExclusions(Cut[] cuts) {
        boolean bounded = (cuts.length & 1) == 0;
        Cut upper = bounded ? cuts[cuts.length - 1] : null;
        String hull = interval(cuts[0], upper);
        List<String> parts = new ArrayList<>();
        if (!hull.isEmpty()) {
            parts.add(hull);
        }
        for (int i = 1; i + 1 < cuts.length; i += 2) {
            parts.add("!=" + cuts[i].version());
        }
        return String.join(",", parts);
    }

    private static String intervals(Cut[] cuts) {
        List<String> intervals = new ArrayList<>();
        for (int i = 0; i < cuts.length; i += 2) {
            intervals.add(interval(cuts[i], i + 1 < cuts.length ? cuts[i + 1] : null));
        }
        return String.join(" | ", intervals);
    }

    private static String interval(Cut lower, Cut upper) {
        if (upper == null) {
            return lower.isFloor() ? "" : lower.asLowerBound();
        }
        if (lower.isFloor()) {
            return upper.asUpperBound();
        }
        if (lower.startsExactly(upper)) {
            return "==" + lower.version();
        }
        return lower.startsPrefix(upper)
                ? "==" + lower.version().base() + ".*"
                : lower.asLowerBound() + "," + upper.asUpperBound();
    }
}
