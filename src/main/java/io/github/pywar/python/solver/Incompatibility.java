package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Terms about different packages that are never all true. A dependency is an incompatibility as well: {@code a 1} and
 * {@code b} outside of the range that {@code a 1} requires.
 */
final class Incompatibility {

    private static final int NEVER = Integer.MAX_VALUE;

    private final Cause cause;
    private final Elimination elimination;

    /** The terms of the first cause when this was derived; null if that one is derived as well, and never changes. */
    private final List<Term> first;

    /** Null for a step of a derivation until it is asked for: explanations of long ones need few. */
    private List<Term> terms;

    /**
     * The decision level from which on one of the terms is known to be false. Until the solver goes back behind that
     * level, nothing can follow from this incompatibility, and propagation skips it without looking at its terms.
     */
    private int contradictedAt = NEVER;

    Incompatibility(List<Term> terms, Cause cause) {
        this.terms = new ArrayList<>(terms);
        this.cause = cause;
        this.elimination = null;
        this.first = null;
    }

    /** Derives an incompatibility from two others. */
    Incompatibility(Incompatibility first, Incompatibility second, Elimination elimination) {
        this.cause = new Cause.Derived(first, second);
        this.elimination = elimination;
        this.first = first.isDerived() ? null : first.snapshot();
    }

    List<Term> terms() {
        if (terms == null) {
            derive();
        }
        return terms;
    }

    /** Stores the terms if the caller knows them. */
    void terms(List<Term> known) {
        terms = terms == null ? known : terms;
    }

    /** Returns the terms as they are now: an incompatibility that is not derived may be extended later. */
    List<Term> snapshot() {
        return isDerived() ? terms() : List.copyOf(terms);
    }

    /** Derives the terms from the causes, with a list of its own: a derivation may be deeper than Java's stack. */
    private void derive() {
        Deque<Incompatibility> open = new ArrayDeque<>(List.of(this));
        Incompatibility before = previous();
        while (before != null && before.terms == null) {
            open.push(before);
            before = before.previous();
        }
        for (Incompatibility next : open) {
            next.terms = next.elimination.terms(next.first == null ? next.previous().terms : next.first);
        }
    }

    /** Returns the first cause if it is derived, else null. */
    private Incompatibility previous() {
        return first == null && cause instanceof Cause.Derived derived ? derived.first() : null;
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
        for (Term term : terms()) {
            if (term.node() == node) {
                return term;
            }
        }
        return null;
    }

    /** Returns whether it means that there is no solution: the root cannot be chosen. */
    boolean isFailure() {
        return terms().isEmpty()
                || (terms().size() == 1 && terms().get(0).node().isRoot());
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
