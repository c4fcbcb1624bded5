package io.github.pywar.base.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Search for the known name that is closest to a misspelt one. */
public final class ClosestName {

    private ClosestName() {}

    /**
     * Finds the closest of known names.
     *
     * @return the name; empty if more than a third of the letters differ
     */
    public static Optional<String> of(String name, Collection<String> known) {
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(other -> !other.equals(name) && distance(name, other) <= most)
                .min(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the number of letters to insert, remove or replace (Levenshtein distance). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int column = 0; column < before.length; column++) {
            before[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[before.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int replaced = before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                now[column] = Math.min(replaced, 1 + Math.min(before[column], now[column - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
