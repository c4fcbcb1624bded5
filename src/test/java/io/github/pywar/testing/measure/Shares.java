package io.github.pywar.testing.measure;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts by package, printed as a table: how many of how many. */
final class Shares {

    private static final String ROOT = "io.github.pywar.";

    private final Map<String, int[]> counts = new TreeMap<>();

    /** Adds counts of a package, or of the beginning of its name. */
    void add(String name, int good, int all) {
        int[] sums = counts.computeIfAbsent(name, any -> new int[2]);
        sums[0] += good;
        sums[1] += all;
    }

    /** Returns the name of a package or class without the part that all have. */
    static String shortName(String name) {
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    /** Prints the table, and returns whether each package reaches the floor, in percent. */
    boolean print(String what, String all, String good, double floor) {
        System.out.printf("%-24s %10s %10s %7s%n", what, all, good, "%");
        boolean reached = true;
        for (Map.Entry<String, int[]> one : counts.entrySet()) {
            double percent = 100.0 * one.getValue()[0] / Math.max(1, one.getValue()[1]);
            reached &= percent >= floor;
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %10d %10d %7.1f%s%n",
                    one.getKey(),
                    one.getValue()[1],
                    one.getValue()[0],
                    percent,
                    percent < floor ? "  below " + floor : "");
        }
        return reached;
    }
}
