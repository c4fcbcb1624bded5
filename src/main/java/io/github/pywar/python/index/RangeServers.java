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
 * What was learnt while asking: no question is asked twice that was refused once, and the versions of a project are
 * built alike, so that what one wheel needed the next is asked for at once.
 */
final class RangeServers {

    /** Holds the end of the directory, and all of a small wheel's METADATA. */
    static final int FIRST_TAIL = 16 << 10;

    private static final int SHORTEST_TAIL = 2 << 10;
    private static final int NEAR = 48 << 10;
    private static final int LONGEST_TAIL = 256 << 10;

    /** So many wrong guesses more than right ones, and none is made any more. */
    private static final int MOST_WRONG = 32;

    private final Map<String, Integer> tails = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Place>> places = new ConcurrentHashMap<>();
    private final Map<String, Integer> wrong = new ConcurrentHashMap<>();
    private final Set<String> withoutRanges = ConcurrentHashMap.newKeySet();
    private final Set<String> withoutSuffixes = ConcurrentHashMap.newKeySet();

    boolean allowsRanges(URI file) {
        return !withoutRanges.contains(server(file));
    }

    void refusesRanges(URI file) {
        withoutRanges.add(server(file));
    }

    /** @return whether {@code bytes=-N} may be asked for */
    boolean allowsSuffixes(URI file) {
        return !withoutSuffixes.contains(server(file));
    }

    void refusesSuffixes(URI file) {
        withoutSuffixes.add(server(file));
    }

    /** @return how many last bytes to ask for at once: what the project's other wheels needed */
    int tail(DistributionFile file) {
        return tails.getOrDefault(project(file), FIRST_TAIL);
    }

    /**
     * @return where METADATA lay in the project's wheel whose size comes nearest to this one's, if that is far from the
     *     end and a guess is worth it
     */
    Optional<Place> likely(DistributionFile file) {
        NavigableMap<Long, Place> known = places.get(project(file));
        if (known == null || file.size().isEmpty() || wrong.getOrDefault(project(file), 0) >= MOST_WRONG) {
            return Optional.empty();
        }
        long size = file.size().getAsLong();
        Map.Entry<Long, Place> below = known.floorEntry(size);
        Map.Entry<Long, Place> above = known.ceilingEntry(size);
        boolean isBelow = above == null || below != null && size - below.getKey() <= above.getKey() - size;
        return Optional.of((isBelow ? below : above).getValue()).filter(place -> place.fromEnd() > NEAR);
    }

    /** How far before a wheel's end METADATA begins there, and how many bytes it takes. */
    record Place(long fromEnd, long length) {}

    /** A guess was right, or not. */
    void guessed(DistributionFile file, boolean isRight) {
        wrong.merge(project(file), isRight ? -1 : 1, (one, other) -> Math.max(-MOST_WRONG, one + other));
    }

    /**
     * Remembers where METADATA was found. Where it lies near the end, one tail holds all of it; further away, a tail that
     * only holds its entry in the zip's directory and a second range are fewer bytes.
     */
    void learn(DistributionFile file, WheelMetadata found) {
        if (file.size().isPresent()) {
            place(file, new Place(found.place(), found.length()));
        }
        long lastBytes = found.place() <= NEAR ? found.place() : found.entry();
        if (lastBytes > 0 && lastBytes <= LONGEST_TAIL) {
            int roomy = (int) Math.max(SHORTEST_TAIL, lastBytes + lastBytes / 8);
            tails.merge(project(file), roomy, Math::max);
        }
    }

    /** Nobody may see a project without a place. */
    private void place(DistributionFile file, Place place) {
        places.compute(project(file), (project, known) -> {
            NavigableMap<Long, Place> all = known == null ? new ConcurrentSkipListMap<>() : known;
            all.put(file.size().getAsLong(), place);
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
