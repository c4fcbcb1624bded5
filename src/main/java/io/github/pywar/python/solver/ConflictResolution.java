package io.github.pywar.python.solver;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Search for the root cause of a conflict (PubGrub, "Conflict Resolution"). One step costs as much as the terms that it
 * changes, not as all terms: a chain of packages can have thousands of steps with thousands of terms.
 */
final class ConflictResolution {

    /** The level of the root's decision. The solver never goes back behind it. */
    private static final int FIRST_LEVEL = 1;

    /** A term, and the first assignment with which it is true. */
    private record Satisfied(Term term, Assignment satisfier) {}

    /** The terms of the current incompatibility, in the order of their appearance. */
    private final Map<Node, Satisfied> terms = new LinkedHashMap<>();

    /** The same, the latest satisfier first, with terms that were replaced or removed. */
    private final PriorityQueue<Satisfied> bySatisfier = new PriorityQueue<>(
            Comparator.comparingInt((Satisfied one) -> one.satisfier().index()).reversed());

    private Incompatibility current;

    private ConflictResolution(Incompatibility conflict) {
        this.current = conflict;
        conflict.terms().forEach(this::put);
    }

    /**
     * Result of a conflict.
     *
     * @param incompatibility the learned fact; a failure if there is no solution
     * @param conflictLevel the decision level at which all of its terms were true
     * @param backjumpLevel the decision level to go back to, at which all of its terms but one are true
     */
    record RootCause(Incompatibility incompatibility, int conflictLevel, int backjumpLevel) {}

    /**
     * Resolves the conflict with the causes of its assignments, the latest first. It stops at the first incompatibility
     * that has exactly one term of the latest decision level. Going back to the level before, that term becomes false
     * by propagation, and the search continues somewhere else.
     *
     * <p>The backjump skips all levels between: their decisions had no part in the conflict, so other versions there
     * would lead to the same conflict again.
     */
    static RootCause rootCause(Incompatibility conflict) {
        ConflictResolution resolution = new ConflictResolution(conflict);
        while (!resolution.isFailure()) {
            Satisfied last = resolution.takeLatest();
            int previousLevel = resolution.previousLevel(last);
            Assignment assignment = last.satisfier();
            if (assignment.isDecision() || previousLevel < assignment.level()) {
                return new RootCause(resolution.learned(), assignment.level(), previousLevel);
            }
            resolution.resolve(last);
        }
        return new RootCause(resolution.learned(), 0, 0);
    }

    private boolean isFailure() {
        return terms.isEmpty()
                || (terms.size() == 1 && terms.keySet().iterator().next().isRoot());
    }

    /** Returns the term that became true last. */
    private Satisfied takeLatest() {
        Satisfied latest = bySatisfier.poll();
        while (terms.get(latest.term().node()) != latest) {
            latest = bySatisfier.poll(); // replaced
        }
        return latest;
    }

    /** Returns the level at which all terms but the latest are true, and the latest one is almost. */
    private int previousLevel(Satisfied latest) {
        while (!bySatisfier.isEmpty() && terms.get(bySatisfier.peek().term().node()) != bySatisfier.peek()) {
            bySatisfier.poll();
        }
        int level = bySatisfier.isEmpty()
                ? FIRST_LEVEL
                : Math.max(FIRST_LEVEL, bySatisfier.peek().satisfier().level());
        Assignment beside = PartialSolution.satisfierBeside(latest.term(), latest.satisfier());
        return beside == null ? level : Math.max(level, beside.level());
    }

    /**
     * Derives a more general incompatibility by the rule of resolution: the package of the satisfier is eliminated from
     * the current one and from the cause of the satisfier.
     */
    private void resolve(Satisfied last) {
        Node resolved = last.term().node();
        Incompatibility cause = last.satisfier().cause();
        // The satisfier alone need not imply the term, if earlier assignments contributed. What it does not cover
        // remains as a term, else the derived incompatibility would claim too much.
        Term rest = last.satisfier().term().not().or(last.term());
        Elimination elimination = new Elimination(resolved, cause.snapshot(), rest);
        current = new Incompatibility(current, cause, elimination);
        elimination.apply(terms.keySet(), this::about, this::put);
    }

    private Term about(Node node) {
        Satisfied known = terms.get(node);
        return known == null ? null : known.term();
    }

    private void put(Term term) {
        Satisfied satisfied = new Satisfied(term, PartialSolution.satisfier(term));
        terms.put(term.node(), satisfied);
        bySatisfier.add(satisfied);
    }

    /** Returns the current incompatibility with its terms at hand: propagation needs them. */
    private Incompatibility learned() {
        current.terms(terms.values().stream().map(Satisfied::term).toList());
        return current;
    }
}
