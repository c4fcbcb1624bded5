package io.github.pywar.python.solver;

/**
 * Cost of a solution.
 *
 * @param rounds iterations of the main loop
 * @param decisions versions tried
 * @param conflicts conflicts resolved
 * @param promotions pairs of packages that swapped their order
 */
public record SolverStatistics(int rounds, int decisions, int conflicts, int promotions) {

    @Override
    public String toString() {
        return rounds + " rounds, " + decisions + " decisions, " + conflicts + " conflicts, " + promotions
                + " promotions";
    }
}
