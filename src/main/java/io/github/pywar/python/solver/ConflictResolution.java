package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.List;

/** Search for the root cause of a conflict (PubGrub, "Conflict Resolution"). */
final class ConflictResolution {

    /** The level of the root's decision. The solver never goes back behind it. */
    private static final int FIRST_LEVEL = 1;

    private ConflictResolution() {}

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
        Incompatibility current = conflict;
        while (!current.isFailure()) {
            Satisfier satisfier = Satisfier.of(current);
            Assignment last = satisfier.assignment;
            if (last.isDecision() || satisfier.previousLevel < last.level()) {
                return new RootCause(current, last.level(), satisfier.previousLevel);
            }
            current = priorCause(current, satisfier);
        }
        return new RootCause(current, 0, 0);
    }

    /**
     * Derives a more general incompatibility by the rule of resolution: the package of the satisfier is eliminated from
     * the current one and from the cause of the satisfier.
     */
    private static Incompatibility priorCause(Incompatibility current, Satisfier satisfier) {
        Node resolved = satisfier.term.node();
        Incompatibility cause = satisfier.assignment.cause();
        List<Term> terms = new ArrayList<>();
        current.terms().forEach(term -> join(terms, term, resolved));
        cause.terms().forEach(term -> join(terms, term, resolved));
        // The satisfier alone need not imply the term, if earlier assignments contributed. What it does not cover
        // remains
        // as a term, else the derived incompatibility would claim too much.
        Term rest = satisfier.assignment.term().not().or(satisfier.term);
        if (!rest.isAlwaysTrue()) {
            terms.add(rest);
        }
        // The root is always chosen, so a term about it carries no information beside others.
        if (terms.size() > 1) {
            terms.removeIf(term -> term.node().isRoot());
        }
        return new Incompatibility(terms, new Cause.Derived(current, cause));
    }

    private static void join(List<Term> terms, Term term, Node resolved) {
        if (term.node() == resolved) {
            return;
        }
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).node() == term.node()) {
                terms.set(i, terms.get(i).and(term));
                return;
            }
        }
        terms.add(term);
    }

    /** Latest assignment that an incompatibility needs to be satisfied, and the level of the one before it. */
    private static final class Satisfier {

        private Assignment assignment;
        private Term term;
        private int previousLevel = FIRST_LEVEL;

        static Satisfier of(Incompatibility incompatibility) {
            Satisfier found = new Satisfier();
            incompatibility.terms().forEach(found::consider);
            Assignment beside = PartialSolution.satisfierBeside(found.term, found.assignment);
            if (beside != null) {
                found.previousLevel = Math.max(found.previousLevel, beside.level());
            }
            return found;
        }

        private void consider(Term next) {
            Assignment satisfier = PartialSolution.satisfier(next);
            if (assignment == null || satisfier.index() > assignment.index()) {
                if (assignment != null) {
                    previousLevel = Math.max(previousLevel, assignment.level());
                }
                assignment = satisfier;
                term = next;
            } else {
                previousLevel = Math.max(previousLevel, satisfier.level());
            }
        }
    }
}
