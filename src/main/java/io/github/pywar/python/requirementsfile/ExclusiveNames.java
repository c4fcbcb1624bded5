package io.github.pywar.python.requirementsfile;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two sets of project names that exclude each other, as those of {@code --no-binary} and {@code --only-binary}. The last
 * option for a name decides. The value {@code :all:} adds all names, and {@code :none:} empties a set ({@code
 * standards.md}, "Rules of requirements files").
 */
final class ExclusiveNames {

    static final String ALL = ":all:";
    private static final String NONE = ":none:";

    private final TreeSet<String> first = new TreeSet<>();
    private final TreeSet<String> second = new TreeSet<>();

    void addFirst(String value) {
        add(value, first, second);
    }

    /** Adds {@code :all:} to the first set, and keeps the names of the second, as {@code --pre} does. */
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
