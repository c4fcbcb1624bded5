package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;

/**
 * Statement about one package: its version is in the range. If {@code absent} is true, the statement also holds if the
 * package is not part of the solution. A negative term of the PubGrub paper is therefore the complement of a set, and
 * all operations are operations on sets.
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

    /** Returns whether the other term is true if this one is. */
    boolean implies(Term other) {
        return (!absent || other.absent) && other.range.containsAll(range);
    }

    /** Returns whether the two terms cannot both be true. */
    boolean excludes(Term other) {
        return !(absent && other.absent) && range.isDisjoint(other.range);
    }

    /** Returns whether the term is true in every solution. */
    boolean isAlwaysTrue() {
        return absent && range.isAny();
    }
}
