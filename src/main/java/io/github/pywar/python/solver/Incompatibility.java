package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Terms about different packages that are never all true. A dependency is an incompatibility as well: {@code a 1} and
 * {@code b} outside of the range that {@code a 1} requires.
 */
final class Incompatibility {

    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Term> terms;
    private final Cause cause;

    /**
     * The decision level from which on one of the terms is known to be false. Until the solver goes back behind that
     * level, nothing can follow from this incompatibility, and propagation skips it without looking at its terms.
     */
    private int contradictedAt = NEVER;

    Incompatibility(List<Term> terms, Cause cause) {
        this.terms = new ArrayList<>(terms);
        this.cause = cause;
    }

    List<Term> terms() {
        return terms;
    }

    Cause cause() {
        return cause;
    }

    boolean isDerived() {
        return cause instanceof Cause.Derived;
    }

    /**
     * Adds versions of the depender that have the same dependency. Thousands of versions share one incompatibility this
     * way, and a conflict with it rules them all out at once.
     */
    void extend(Node depender, VersionRange more) {
        terms.replaceAll(
                term -> term.node() == depender ? Term.in(depender, term.range().union(more)) : term);
        contradictedAt = NEVER;
    }

    /** Returns the term about the package, or null. */
    Term about(Node node) {
        for (Term term : terms) {
            if (term.node() == node) {
                return term;
            }
        }
        return null;
    }

    /** Returns whether it means that there is no solution: the root cannot be chosen. */
    boolean isFailure() {
        return terms.isEmpty() || (terms.size() == 1 && terms.get(0).node().isRoot());
    }

    boolean isContradicted() {
        return contradictedAt != NEVER;
    }

    /**
     * Returns whether the root's own dependencies make a term false. The root's decision, level 1, is never taken back,
     * so nothing can follow from this incompatibility any more.
     */
    boolean isSettled() {
        return contradictedAt <= 1;
    }

    int contradictedAt() {
        return contradictedAt;
    }

    void contradicted(int level) {
        contradictedAt = level;
    }

    void forgetContradiction() {
        contradictedAt = NEVER;
    }
}
