package io.github.pywar.python.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Value of an option with its origin.
 *
 * @param text the value
 * @param origin name of a variable, or a file with the line
 */
record ConfiguredValue(String text, String origin) {

    private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0", ":none:");
    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");

    /** @return the items of a list that is separated by whitespace */
    List<String> items() {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** @return the items of a list that is separated by whitespace, each with the origin of the list */
    List<ConfiguredValue> separated() {
        List<ConfiguredValue> all = new ArrayList<>();
        for (String item : items()) {
            all.add(new ConfiguredValue(item, origin));
        }
        return all;
    }

    /** @return whether pip and uv read it as true */
    boolean isTrue() {
        return TRUE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** @return whether pip and uv read it as false */
    static boolean isFalse(String text) {
        return FALSE.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
