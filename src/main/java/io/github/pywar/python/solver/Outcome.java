package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Result of a solver. */
public sealed interface Outcome<P> {

    /** Returns the cost. */
    SolverStatistics statistics();

    /**
     * Solution.
     *
     * @param chosen in the order of the decisions: each version is the best that the decisions before it leave possible
     */
    record Solved<P>(Map<P, Version> chosen, SolverStatistics statistics) implements Outcome<P> {

        public Solved {
            chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        }
    }

    /**
     * There is no solution.
     *
     * @param failure the reason, for {@link Explanation}
     */
    record Unsolvable<P>(Failure<P> failure, SolverStatistics statistics) implements Outcome<P> {}

    /** The solver reached the limit on decisions before it had a result. */
    record GivenUp<P>(SolverStatistics statistics) implements Outcome<P> {}
}
