package io.github.pywar.python.requirementsfile;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two lists of names where the last word wins, as {@code --only-binary} and {@code --no-binary}: a name, {@code :all:},
 * or {@code :none:} to empty a list (checklist G13).
 */
final class NameControl {

    static final String ALL = ":all:";
    private static final String NONE = ":none:";

    private final TreeSet<String> first = new TreeSet<>();
    private final TreeSet<String> second = new TreeSet<>();

    void addFirst(String value) {
        add(value, first, second);
    }

    /** Adds all to the first list and leaves the names of the second, as {@code --pre} does. */
    void addAllToFirst() {
        first.add(ALL);
    }

    void addSecond(String value) {
        add(value, second, first);
    }

    private static void add(String value, Set<String> target, Set<String> other) {
        List<String> names = Arrays.asList(value.split(",", -1));
        int all = names.lastIndexOf(ALL);
        if (all >= 0) {
            other.clear();
            target.clear();
            target.add(ALL);
            names = names.subList(all + 1, names.size());
            if (!names.contains(NONE)) {
                return;
            }
        }
        for (String name : names) {
            if (name.equals(NONE)) {
                target.clear();
                continue;
            }
            String normal = name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
            other.remove(normal);
            target.add(normal);
        }
    }

    Set<String> first() {
        return Collections.unmodifiableSet(new TreeSet<>(first));
    }

    Set<String> second() {
        return Collections.unmodifiableSet(new TreeSet<>(second));
    }
}
