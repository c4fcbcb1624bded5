package io.github.pywar.python.solver;

/**
 * One statement of the partial solution.
 *
 * @param own the statement
 * @param all it and all earlier ones about the package
 * @param level how many decisions there were, with this one
 * @param index its place among all assignments
 * @param cause what it follows from, or null for a decision
 */
record Assignment(Term own, Term all, int level, int index, Incompatibility cause) {

    boolean isDecision() {
        return cause == null;
    }
}
