package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How solving ended. */
public sealed interface Outcome<P> {

    /** @return what it cost */
    SolverStatistics statistics();

    /**
     * A version of every package that is needed.
     *
     * @param chosen in the order of the decisions: each is the best that the ones before it leave possible
     */
    record Solved<P>(Map<P, Version> chosen, SolverStatistics statistics) implements Outcome<P> {

        public Solved {
            chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        }
    }

    /**
     * There is no solution.
     *
     * @param failure why, for {@link Explanation}
     */
    record Unsolvable<P>(Failure<P> failure, SolverStatistics statistics) implements Outcome<P> {}

    /** The bound on decisions was reached before an answer was found. */
    record GivenUp<P>(SolverStatistics statistics) implements Outcome<P> {}
}
