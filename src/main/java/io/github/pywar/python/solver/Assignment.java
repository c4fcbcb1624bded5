package io.github.pywar.python.solver;

/**
 * One step of the partial solution: a decision or a derivation.
 *
 * @param term the term that this step adds
 * @param accumulated the conjunction of this term and of all earlier ones about the package
 * @param level the number of decisions so far, including this one
 * @param index the position among all assignments, from 0
 * @param cause the incompatibility from which the term follows, or null for a decision
 */
record Assignment(Term term, Term accumulated, int level, int index, Incompatibility cause) {

    boolean isDecision() {
        return cause == null;
    }
}
