package io.github.pywar.python.solver;

/**
 * What a solution cost.
 *
 * @param rounds turns of the main loop
 * @param decisions versions tried
 * @param conflicts contradictions resolved
 * @param promotions times that two packages changed their order
 */
public record SolverStatistics(int rounds, int decisions, int conflicts, int promotions) {}
