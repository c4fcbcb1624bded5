package io.github.pywar.python.version;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A set of versions as intervals of their order. Bounds can be between versions, as PEP 440 requires: before the first
 * development release, after the local versions, after the post-releases. Two ranges are equal if they have the same
 * versions. Immutable. The time of each operation is linear in the number of intervals.
 */
public final class VersionRange {

    private static final VersionRange NONE = new VersionRange(new Cut[0]);
    private static final VersionRange ANY = new VersionRange(new Cut[] {Cut.FLOOR});

    /** Ascending and distinct. The versions between the first and the second cut belong to the range, and so on. */
    private final Cut[] cuts;

    private VersionRange(Cut[] cuts) {
        this.cuts = cuts;
    }

    /** @return the range of all versions */
    public static VersionRange any() {
        return ANY;
    }

    /** @return the empty range */
    public static VersionRange none() {
        return NONE;
    }

    /** @return the range of one version, without its local versions */
    public static VersionRange exactly(Version version) {
        return between(Cut.before(version), Cut.after(version));
    }

    /** @return the range of the version and all greater ones */
    public static VersionRange atLeast(Version version) {
        return between(Cut.before(version), null);
    }

    /** @return the range of all lower versions, including its own pre-releases */
    public static VersionRange below(Version version) {
        return between(Cut.FLOOR, Cut.before(version));
    }

    /** @param upper null for no upper bound */
    static VersionRange between(Cut lower, Cut upper) {
        if (upper == null) {
            return lower.isFloor() ? ANY : new VersionRange(new Cut[] {lower});
        }
        return lower.compareTo(upper) < 0 ? new VersionRange(new Cut[] {lower, upper}) : NONE;
    }

    /** @return whether the version belongs to the range */
    public boolean contains(Version version) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle].isAtOrBelow(version)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low & 1) == 1;
    }

    /** @return whether no version belongs to the range */
    public boolean isEmpty() {
        return cuts.length == 0;
    }

    /** @return whether every version belongs to the range */
    public boolean isAny() {
        return cuts.length == 1 && cuts[0].isFloor();
    }

    /** @return the versions that belong to both ranges */
    public VersionRange intersect(VersionRange other) {
        if (isAny() || other.isEmpty()) {
            return other;
        }
        return other.isAny() || isEmpty() ? this : combine(other, 2);
    }

    /** @return the versions that belong to at least one of the ranges */
    public VersionRange union(VersionRange other) {
        if (isAny() || other.isEmpty()) {
            return this;
        }
        return other.isAny() || isEmpty() ? other : combine(other, 1);
    }

    /** @return the versions that do not belong to this range */
    public VersionRange complement() {
        if (isEmpty()) {
            return ANY;
        }
        if (cuts[0].isFloor()) {
            return cuts.length == 1 ? NONE : new VersionRange(Arrays.copyOfRange(cuts, 1, cuts.length));
        }
        Cut[] next = new Cut[cuts.length + 1];
        next[0] = Cut.FLOOR;
        System.arraycopy(cuts, 0, next, 1, cuts.length);
        return new VersionRange(next);
    }

    /** @return whether each version of the other range belongs to this one */
    public boolean containsAll(VersionRange other) {
        return !meets(other, true);
    }

    /** @return whether no version belongs to both ranges */
    public boolean isDisjoint(VersionRange other) {
        return !meets(other, false);
    }

    /** @return the version, if the range is exactly one version and its local versions */
    public Optional<Version> single() {
        return cuts.length == 2 && cuts[0].startsExactly(cuts[1]) ? Optional.of(cuts[0].version()) : Optional.empty();
    }

    /** @return the position of the first of these descending versions that belongs to the range, or their count */
    int firstOf(List<Version> descending) {
        int last = (cuts.length - 1) | 1;
        for (int upper = last; upper > 0; upper -= 2) {
            int at = upper < cuts.length ? firstBelow(cuts[upper], descending) : 0;
            if (at == descending.size()) {
                return at;
            }
            if (cuts[upper - 1].isAtOrBelow(descending.get(at))) {
                return at;
            }
        }
        return descending.size();
    }

    private static int firstBelow(Cut cut, List<Version> descending) {
        int low = 0;
        int high = descending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cut.isAtOrBelow(descending.get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private VersionRange combine(VersionRange other, int required) {
        Cut[] result = new Cut[cuts.length + other.cuts.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        boolean inside = false;
        while (mine < cuts.length || theirs < other.cuts.length) {
            int order = order(other, mine, theirs);
            Cut cut = order <= 0 ? cuts[mine] : other.cuts[theirs];
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
            boolean now = (mine & 1) + (theirs & 1) >= required;
            if (now != inside) {
                result[size++] = cut;
                inside = now;
            }
        }
        return size == 0 ? NONE : new VersionRange(Arrays.copyOf(result, size));
    }

    /** @return whether a version of the other range is in this range, or with {@code outside} not in it */
    private boolean meets(VersionRange other, boolean outside) {
        int mine = 0;
        int theirs = 0;
        while (theirs < other.cuts.length || (theirs & 1) == 1 && mine < cuts.length) {
            int order = order(other, mine, theirs);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
            if ((theirs & 1) == 1 && ((mine & 1) == 0) == outside) {
                return true;
            }
        }
        return false;
    }

    private int order(VersionRange other, int mine, int theirs) {
        if (mine == cuts.length) {
            return 1;
        }
        return theirs == other.cuts.length ? -1 : cuts[mine].compareTo(other.cuts[theirs]);
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof VersionRange that && Arrays.equals(cuts, that.cuts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cuts);
    }

    /** @return the range as specifiers, for example {@code >=1.0,<2}; {@code |} separates intervals */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "no version";
        }
        return isAny() ? "*" : RangeText.of(cuts);
    }
}
