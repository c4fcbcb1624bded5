package io.github.pywar.testing.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results of the requests.
 *
 * @param requests how many were sent
 * @param failed how many failed: no connection, no complete answer, another status than 200
 * @param failures the faults, one text for each kind of failure, with number and time
 * @param bodies how often each distinct answer arrived
 * @param stall the longest time in which no client got an answer
 * @param slowest the longest single request
 * @param took from the first request to the last answer
 */
public record LoadReport(
        long requests,
        long failed,
        List<String> failures,
        Map<String, Long> bodies,
        Duration stall,
        Duration slowest,
        Duration took) {

    /** Copies the collections. */
    public LoadReport {
        failures = List.copyOf(failures);
        bodies = Map.copyOf(bodies);
    }

    /** Returns one row of a table: requests, failed, longest stall, slowest request, requests a second. */
    public String row(String name) {
        return "%-28s %7d requests  %d failed  stall %.3f s  slowest %.3f s  %.0f/s  %s"
                .formatted(
                        name,
                        requests,
                        failed,
                        stall.toMillis() / 1e3,
                        slowest.toMillis() / 1e3,
                        requests / Math.max(took.toMillis() / 1e3, 0.001),
                        new TreeMap<>(bodies));
    }
}
