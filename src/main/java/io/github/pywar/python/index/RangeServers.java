package io.github.pywar.python.index;

import io.github.pywar.python.wheel.WheelMetadata;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    private final Map<String, Integer> tails = new ConcurrentHashMap<>();
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
     * Remembers where METADATA was found. Where it lies near the end, one tail holds all of it; further away, a tail that
     * only holds its entry in the zip's directory and a second range are fewer bytes.
     */
    void learn(DistributionFile file, WheelMetadata found) {
        long lastBytes = found.place() <= NEAR ? found.place() : found.entry();
        if (lastBytes <= LONGEST_TAIL) {
            int roomy = (int) Math.max(SHORTEST_TAIL, lastBytes + lastBytes / 8);
            tails.merge(project(file), roomy, Math::max);
        }
    }

    private static String project(DistributionFile file) {
        int dash = file.fileName().indexOf('-');
        return dash < 0 ? file.fileName() : file.fileName().substring(0, dash);
    }

    private static String server(URI file) {
        return file.getScheme() + "://" + file.getRawAuthority();
    }
}
