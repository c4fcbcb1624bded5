package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;

/**
 * A statement about one package: its chosen version is in the range, or, where {@code absent}, the package may also not
 * be chosen at all. So a "not" of PubGrub's paper is just the complement of the set.
 */
record Term(Node node, VersionRange range, boolean absent) {

    static Term in(Node node, VersionRange range) {
        return new Term(node, range, false);
    }

    static Term exactly(Node node, Version version) {
        return in(node, VersionRange.exactly(version));
    }

    static Term notIn(Node node, VersionRange range) {
        return new Term(node, range.complement(), true);
    }

    Term not() {
        return new Term(node, range.complement(), !absent);
    }

    Term and(Term other) {
        return new Term(node, range.intersect(other.range), absent && other.absent);
    }

    Term or(Term other) {
        return new Term(node, range.union(other.range), absent || other.absent);
    }

    /** @return whether this statement implies the other */
    boolean implies(Term other) {
        return (!absent || other.absent) && other.range.containsAll(range);
    }

    /** @return whether the two cannot both be true */
    boolean excludes(Term other) {
        return !(absent && other.absent) && range.isDisjoint(other.range);
    }

    /** @return whether it says nothing */
    boolean isAlwaysTrue() {
        return absent && range.isAny();
    }
}
