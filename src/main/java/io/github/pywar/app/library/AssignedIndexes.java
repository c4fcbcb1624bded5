package io.github.pywar.app.library;

import io.github.pywar.app.dependency.NamedSources;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.declaration.SourceName;
import io.github.pywar.python.index.IndexDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Indexes with the packages that a declaration of another tool assigns to them. An index is meant if its id is the name of
 * the source.
 *
 * @param indexes of the build
 * @param sources that the declarations name
 */
record AssignedIndexes(List<IndexDeclaration> indexes, NamedSources sources) {

    private static final String DEFAULT = "pypi";

    AssignedIndexes {
        indexes = List.copyOf(indexes);
    }

    /** Returns the indexes; one with assigned packages serves all other packages as before. */
    List<IndexDeclaration> all() {
        if (sources.ofPackages().isEmpty()) {
            return indexes;
        }
        List<IndexDeclaration> all = new ArrayList<>();
        for (IndexDeclaration index : indexes) {
            List<String> assigned = sources.ofPackages().entrySet().stream()
                    .filter(entry -> isMeant(index, entry.getValue()))
                    .map(entry -> entry.getKey().value())
                    .toList();
            if (!assigned.isEmpty()) {
                List<String> scope = new ArrayList<>(index.scope());
                scope.addAll(assigned);
                all.add(index.scope(scope));
            }
            if (assigned.isEmpty() || index.scope().isEmpty()) {
                all.add(index);
            }
        }
        return all;
    }

    /** Reports names without an index: each package that is assigned to one, and the other sources. */
    void report(Progress progress) {
        if (sources.ofPackages().isEmpty() && sources.defined().isEmpty()) {
            return;
        }
        sources.ofPackages().entrySet().stream()
                .filter(entry -> isMissing(entry.getValue()))
                .map(AssignedIndexes::warning)
                .forEach(progress::warning);
        Set<String> reported =
                sources.ofPackages().values().stream().map(SourceName::name).collect(Collectors.toSet());
        String unused = sources.defined().stream()
                .filter(source -> isMissing(source) && !reported.contains(source.name()))
                .map(source -> "`" + source.name() + "` (" + source.location() + ")")
                .collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            progress.step("Package sources that are not used, because no index of the build has their name as its id: "
                    + unused);
        }
    }

    private static String warning(Map.Entry<?, SourceName> assigned) {
        SourceName source = assigned.getValue();
        return "`" + assigned.getKey() + "` must come from the package source `" + source.name() + "` ("
                + source.location()
                + "), and no index has this id, so all indexes are searched. Declare it: <index><id>"
                + source.name() + "</id>";
    }

    /** The default index of the tools may have any id here. */
    private boolean isMissing(SourceName source) {
        return !source.name().equalsIgnoreCase(DEFAULT) && indexes.stream().noneMatch(index -> isMeant(index, source));
    }

    private static boolean isMeant(IndexDeclaration index, SourceName source) {
        return index.id().equalsIgnoreCase(source.name());
    }
}
