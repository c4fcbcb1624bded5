package io.github.pywar.python.marker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The values of an environment's variables. A resolution asks the same few hundred comparisons of versions tens of
 * thousands of times, so their answers are kept.
 */
final class MarkerValues {

    /** No minor version of CPython has had as many releases. */
    private static final int MICROS = 40;

    private final Map<String, String> all;
    private final Map<String, Optional<Boolean>> memory = new ConcurrentHashMap<>();
    private volatile List<MarkerValues> micros;

    MarkerValues(Map<String, String> all) {
        this.all = Map.copyOf(all);
    }

    Map<String, String> all() {
        return all;
    }

    /** @return answers by question; empty where the question is not one of versions */
    Map<String, Optional<Boolean>> memory() {
        return memory;
    }

    /** @return these values for each micro version of the same minor */
    List<MarkerValues> micros() {
        if (micros == null) {
            micros = IntStream.range(0, MICROS).mapToObj(this::withMicro).toList();
        }
        return micros;
    }

    private MarkerValues withMicro(int micro) {
        Map<String, String> full = new TreeMap<>(all);
        String version = all.get("python_version") + "." + micro;
        MarkerEnvironment.MICRO_VARIABLES.forEach(variable -> full.put(variable, version));
        return new MarkerValues(full);
    }
}
