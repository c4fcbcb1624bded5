package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements about different packages that are never all true. What a package needs is one as well: {@code a 1} and
 * {@code b} outside of what {@code a 1} needs.
 */
final class Incompatibility {

    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Term> terms;
    private final Cause cause;

    /** The decision level from which on one of the terms is known to be false. */
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

    /** Neighbouring versions have the same dependency: what is said of one is said of both. */
    void extend(Node depender, VersionRange more) {
        terms.replaceAll(
                term -> term.node() == depender ? Term.in(depender, term.range().union(more)) : term);
        contradictedAt = NEVER;
    }

    /** @return the statement about the package, or null */
    Term about(Node node) {
        for (Term term : terms) {
            if (term.node() == node) {
                return term;
            }
        }
        return null;
    }

    /** @return whether it says that there is no solution */
    boolean isFailure() {
        return terms.isEmpty() || (terms.size() == 1 && terms.get(0).node().isRoot());
    }

    boolean isContradicted() {
        return contradictedAt != NEVER;
    }

    /** @return whether a term is false by the root's own needs: nothing can follow from it any more */
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
