package io.github.pywar.python.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A value, and who says so.
 *
 * @param text the value
 * @param by a variable's name or a file with its line, as a person would look it up
 */
record ConfiguredValue(String text, String by) {

    private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0", ":none:");
    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");

    /** @return the words of a list */
    List<String> words() {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** @return whether it is one of the words that pip and uv take for yes */
    boolean isTrue() {
        return TRUE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** @return whether it is one of the words that pip and uv take for no */
    static boolean isNo(String text) {
        return FALSE.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
