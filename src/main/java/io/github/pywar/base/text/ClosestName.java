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
     * @return the name; empty if more than a third of the letters differ; two letters in the wrong order count as one
     */
    public static Optional<String> of(String name, Collection<String> known) {
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(other -> !other.equals(name) && Math.abs(other.length() - name.length()) <= most)
                .filter(other -> distance(name, other) <= most)
                .min(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the number of letters to insert, remove, replace or swap with the next one (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] costs = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                costs[row][column] = row == 0 || column == 0 ? row + column : cost(costs, one, row, other, column);
            }
        }
        return costs[one.length()][other.length()];
    }

    private static int cost(int[][] costs, String one, int row, String other, int column) {
        int replaced = costs[row - 1][column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        int cost = Math.min(replaced, 1 + Math.min(costs[row - 1][column], costs[row][column - 1]));
        boolean isSwapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return isSwapped ? Math.min(cost, costs[row - 2][column - 2] + 1) : cost;
    }
}
