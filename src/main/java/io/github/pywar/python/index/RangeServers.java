package io.github.pywar.python.index;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was learnt of file servers while asking them: no question is asked twice that was refused once. */
final class RangeServers {

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

    private static String server(URI file) {
        return file.getScheme() + "://" + file.getRawAuthority();
    }
}
