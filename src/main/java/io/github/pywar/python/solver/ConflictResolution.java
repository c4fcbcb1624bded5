package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.List;

/** From a contradiction back to its root cause (PubGrub, "Conflict Resolution"). */
final class ConflictResolution {

    /** Level 1 is the root's decision; there is nothing to choose before it. */
    private static final int FIRST_LEVEL = 1;

    private ConflictResolution() {}

    /**
     * What was learned.
     *
     * @param cause a fact that the partial solution contradicts
     * @param from the level at which it was contradicted
     * @param to the level to go back to, at which all but one of its terms are true
     */
    record Lesson(Incompatibility cause, int from, int to) {}

    /** @return the lesson; its cause is a failure where there is no solution */
    static Lesson learn(Incompatibility conflict) {
        Incompatibility current = conflict;
        while (!current.isFailure()) {
            Satisfier satisfier = Satisfier.of(current);
            Assignment last = satisfier.assignment;
            if (last.isDecision() || satisfier.previousLevel < last.level()) {
                return new Lesson(current, last.level(), satisfier.previousLevel);
            }
            current = priorCause(current, satisfier);
        }
        return new Lesson(current, 0, 0);
    }

    private static Incompatibility priorCause(Incompatibility current, Satisfier satisfier) {
        Node resolved = satisfier.term.node();
        Incompatibility cause = satisfier.assignment.cause();
        List<Term> terms = new ArrayList<>();
        current.terms().forEach(term -> join(terms, term, resolved));
        cause.terms().forEach(term -> join(terms, term, resolved));
        Term rest = satisfier.assignment.own().not().or(satisfier.term);
        if (!rest.isAlwaysTrue()) {
            terms.add(rest);
        }
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

    /** The last assignment that an incompatibility needs to be satisfied, and the level of the one before it. */
    private static final class Satisfier {

        private Assignment assignment;
        private Term term;
        private int previousLevel = FIRST_LEVEL;

        static Satisfier of(Incompatibility incompatibility) {
            Satisfier found = new Satisfier();
            incompatibility.terms().forEach(found::see);
            Assignment beside = PartialSolution.satisfierBeside(found.term, found.assignment);
            if (beside != null) {
                found.previousLevel = Math.max(found.previousLevel, beside.level());
            }
            return found;
        }

        private void see(Term next) {
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
