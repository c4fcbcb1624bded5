package io.github.pywar.app.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Name at the top level of a module.
 *
 * @param module its dotted name
 * @param name in the module
 */
record ImportedName(String module, String name) {

    private static final Pattern FROM = Pattern.compile(
            "(?m)^[ \\t]*+from[ \\t]+(\\.*+)([\\w.]*+)[ \\t]+import\\b[ \\t]*+(\\*|\\([^()]*+\\)|[^\\n(]++)");
    private static final Pattern ITEM = Pattern.compile("(\\w++)(?:\\s++as\\s++(\\w++))?+");

    /**
     * Returns the names of other modules from which the module may import this one.
     *
     * @param file of the module
     */
    Stream<ImportedName> origins(SourceFile file) {
        return FROM.matcher(file.code()).results().flatMap(line -> {
            String from = absolute(line.group(1).length(), line.group(2), file);
            return line.group(3).equals("*")
                    ? Stream.of(new ImportedName(from, name))
                    : ITEM.matcher(line.group(3))
                            .results()
                            .filter(item -> Objects.requireNonNullElse(item.group(2), item.group(1))
                                    .equals(name))
                            .map(item -> new ImportedName(from, item.group(1)));
        });
    }

    /** Returns the module that a relative import names. */
    private String absolute(int dots, String from, SourceFile file) {
        if (dots == 0) {
            return from;
        }
        List<String> parts = new ArrayList<>(List.of(module.split("\\.")));
        int up = file.path().endsWith("/__init__.py") ? dots - 1 : dots;
        List<String> kept = new ArrayList<>(parts.subList(0, Math.max(0, parts.size() - up)));
        if (!from.isEmpty()) {
            kept.add(from);
        }
        return String.join(".", kept);
    }

    @Override
    public String toString() {
        return module + ":" + name;
    }
}
