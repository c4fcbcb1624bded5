package io.github.pywar.testing.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failures by kind, with their number and time: a server that is down for seconds fails thousands of requests alike.
 */
final class Failures {

    private record Kind(long count, Duration first, Duration last) {

        Kind and(Kind other) {
            return new Kind(count + other.count, first, other.last);
        }
    }

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    void add(String why, Duration when) {
        kinds.merge(why, new Kind(1, when, when), Kind::and);
    }

    long count() {
        return kinds.values().stream().mapToLong(Kind::count).sum();
    }

    List<String> texts() {
        return kinds.entrySet().stream().map(Failures::text).sorted().toList();
    }

    private static String text(Map.Entry<String, Kind> kind) {
        Kind how = kind.getValue();
        return "%s, %d times, after %d to %d ms"
                .formatted(
                        kind.getKey().strip(),
                        how.count(),
                        how.first().toMillis(),
                        how.last().toMillis());
    }
}
