package io.github.pywar.python.index;

import io.github.pywar.python.wheel.WheelMetadata;
import java.net.URI;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Observations about servers and projects during range requests. A kind of request that a server refused is not sent to
 * it again. The wheels of one project are packed alike, so the range that one wheel needed is requested for the next one
 * at once. Safe for concurrent use.
 */
final class RangeServers {

    /** In bytes: enough for the end of the directory, and for METADATA of a small wheel. */
    static final int FIRST_TAIL = 16 << 10;

    private static final int SHORTEST_TAIL = 2 << 10;

    /** In bytes before the end: one range from here is cheaper than two requests. */
    private static final int NEAR = 48 << 10;

    private static final int LONGEST_TAIL = 256 << 10;

    /** After this many more wrong guesses than right ones, no guess is made. */
    private static final int MOST_WRONG = 32;

    private final Map<String, Integer> tails = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Position>> positions = new ConcurrentHashMap<>();
    private final Map<String, Integer> wrongGuesses = new ConcurrentHashMap<>();
    private final Set<String> withoutRanges = ConcurrentHashMap.newKeySet();
    private final Set<String> withoutSuffixes = ConcurrentHashMap.newKeySet();

    boolean allowsRanges(URI file) {
        return !withoutRanges.contains(server(file));
    }

    void refusesRanges(URI file) {
        withoutRanges.add(server(file));
    }

    /** @return whether {@code bytes=-N} may be requested */
    boolean allowsSuffixes(URI file) {
        return !withoutSuffixes.contains(server(file));
    }

    void refusesSuffixes(URI file) {
        withoutSuffixes.add(server(file));
    }

    /** @return the number of last bytes to request at once: those that the project's other wheels needed */
    int tail(DistributionFile file) {
        return tails.getOrDefault(project(file), FIRST_TAIL);
    }

    /**
     * Guesses the position of METADATA: that in the project's wheel with the most similar size.
     *
     * @return the position; empty if it is near the end, where the tail has it, or guesses for the project were wrong
     */
    Optional<Position> guess(DistributionFile file) {
        NavigableMap<Long, Position> known = positions.get(project(file));
        if (known == null || file.size().isEmpty() || wrongGuesses.getOrDefault(project(file), 0) >= MOST_WRONG) {
            return Optional.empty();
        }
        long size = file.size().getAsLong();
        Map.Entry<Long, Position> below = known.floorEntry(size);
        Map.Entry<Long, Position> above = known.ceilingEntry(size);
        boolean isBelow = above == null || below != null && size - below.getKey() <= above.getKey() - size;
        return Optional.of((isBelow ? below : above).getValue()).filter(position -> position.fromEnd() > NEAR);
    }

    /**
     * Position of METADATA in a wheel.
     *
     * @param fromEnd distance from its begin to the wheel's end, in bytes
     * @param length in bytes
     */
    record Position(long fromEnd, long length) {}

    /** Counts a guess. */
    void countGuess(DistributionFile file, boolean isRight) {
        wrongGuesses.merge(project(file), isRight ? -1 : 1, (one, other) -> Math.max(-MOST_WRONG, one + other));
    }

    /**
     * Records the position of METADATA. Near the end, one tail with METADATA is requested for the next wheel. Further away,
     * a tail with only its entry in the zip's directory and a second range are fewer bytes.
     */
    void learn(DistributionFile file, WheelMetadata found) {
        if (file.size().isPresent()) {
            record(file, new Position(found.fromEnd(), found.length()));
        }
        long lastBytes = found.fromEnd() <= NEAR ? found.fromEnd() : found.entryFromEnd();
        if (lastBytes > 0 && lastBytes <= LONGEST_TAIL) {
            int withReserve = (int) Math.max(SHORTEST_TAIL, lastBytes + lastBytes / 8);
            tails.merge(project(file), withReserve, Math::max);
        }
    }

    /** Updates the map in one step: {@link #guess} must never see a project without a position. */
    private void record(DistributionFile file, Position position) {
        positions.compute(project(file), (project, known) -> {
            NavigableMap<Long, Position> all = known == null ? new ConcurrentSkipListMap<>() : known;
            all.put(file.size().getAsLong(), position);
            return all;
        });
    }

    private static String project(DistributionFile file) {
        int dash = file.fileName().indexOf('-');
        return dash < 0 ? file.fileName() : file.fileName().substring(0, dash);
    }

    private static String server(URI file) {
        return file.getScheme() + "://" + file.getRawAuthority();
    }
}
