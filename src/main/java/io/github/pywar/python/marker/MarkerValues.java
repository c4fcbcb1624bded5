package io.github.pywar.python.marker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of the variables of an environment. A resolution repeats a few hundred comparisons of versions tens of thousands
 * of times, so their results are cached.
 */
final class MarkerValues {

    /** No minor version of CPython had 40 releases. */
    private static final int MICROS = 40;

    private final Map<String, String> all;
    private final Map<String, Optional<Boolean>> comparisons = new ConcurrentHashMap<>();
    private volatile List<MarkerValues> micros;

    MarkerValues(Map<String, String> all) {
        this.all = Map.copyOf(all);
    }

    Map<String, String> all() {
        return all;
    }

    /** @return cached results by comparison; empty for a comparison of strings */
    Map<String, Optional<Boolean>> comparisons() {
        return comparisons;
    }

    /** @return these values for each micro version of the same minor version */
    List<MarkerValues> micros() {
        if (micros == null) {
            List<MarkerValues> all = new ArrayList<>();
            for (int micro = 0; micro < MICROS; micro++) {
                all.add(withMicro(micro));
            }
            micros = List.copyOf(all);
        }
        return micros;
    }

    private MarkerValues withMicro(int micro) {
        Map<String, String> full = new TreeMap<>(all);
        String version = all.get("python_version") + "." + micro;
        for (String variable : MarkerEnvironment.MICRO_VARIABLES) {
            full.put(variable, version);
        }
        return new MarkerValues(full);
    }
}
