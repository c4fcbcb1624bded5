package io.github.pywar.python.foreignlock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Selection of the packages of a lock that a target needs.
 *
 * @param graph the lock
 * @param request what is selected
 */
record GraphSelection(LockedGraph graph, ForeignLockRequest request) {

    private static final String EXAMPLE = "%s.7";

    /**
     * Returns one package of each name, in the order of the file. The project itself is not among them.
     *
     * @throws UserException if the lock does not support the target, or lacks a package
     */
    Map<PackageName, GraphPackage> select() {
        checkSupport();
        Map<PackageName, GraphPackage> selected = graph.isFlat() ? flat() : new GraphWalk(graph, request).packages();
        graph.project(request.project()).ifPresent(project -> selected.remove(project.name(), project));
        return selected;
    }

    private void checkSupport() {
        MarkerEnvironment markers = request.target().markers();
        boolean isPython = request.target().accepts(graph.support().python());
        List<Marker> environments = graph.support().environments();
        if (!isPython && graph.support().isBinding()) {
            throw unsupported("its Python: " + graph.support().python());
        }
        if (!environments.isEmpty() && environments.stream().noneMatch(marker -> marker.evaluate(markers))) {
            StringBuilder text = new StringBuilder();
            environments.forEach(marker -> text.append(text.length() == 0 ? "" : "\n    ")
                    .append("supported: ")
                    .append(marker));
            throw unsupported(text.toString());
        }
    }

    /** Returns a warning if the lock was written for another Python, and the tool accepts that. */
    Optional<String> warning() {
        VersionSpecifiers python = graph.support().python();
        return graph.support().isBinding() || request.target().accepts(python)
                ? Optional.empty()
                : Optional.of("The lock `" + graph.format().fileName() + "` was written for Python " + python
                        + ", and the target is " + request.target()
                        + ": packages that only the target needs are not in it");
    }

    private UserException unsupported(String facts) {
        return UserException.of("The lock `" + graph.format().fileName() + "` does not support " + request.target()
                        + "\n    " + facts)
                .hint("declare this target in `" + graph.format().declaration() + "`, and lock again: `"
                        + graph.format().command() + "`");
    }

    private Map<PackageName, GraphPackage> flat() {
        Set<ExtraName> groups = groups();
        Set<ExtraName> extras = Set.copyOf(request.extras());
        Map<PackageName, GraphPackage> selected = new LinkedHashMap<>();
        for (GraphPackage one : graph.packages()) {
            if (isSelected(one, groups, extras)) {
                GraphPackage other = selected.putIfAbsent(one.name(), one);
                if (other != null && !isSame(one, other)) {
                    throw ambiguous(other, one);
                }
            }
        }
        return selected;
    }

    private boolean isSelected(GraphPackage one, Set<ExtraName> groups, Set<ExtraName> extras) {
        return one.condition().markers().entrySet().stream()
                .filter(group -> groups.contains(group.getKey()))
                .map(Map.Entry::getValue)
                .anyMatch(marker -> holds(marker, extras));
    }

    private boolean holds(Optional<Marker> marker, Set<ExtraName> extras) {
        return marker.map(one -> one.evaluate(request.target().markers(), extras))
                .orElse(true);
    }

    /** Returns the selected groups by their names in the lock. Extras are groups in a lock of PDM. */
    private Set<ExtraName> groups() {
        Set<ExtraName> groups = new LinkedHashSet<>(request.groups());
        groups.add(ExtraName.parse(graph.format().mainGroup()));
        if (graph.format() == ForeignLockFormat.PDM) {
            groups.addAll(request.extras());
        }
        if (graph.format() == ForeignLockFormat.PIPENV
                && (groups.contains(ExtraName.parse("dev-packages")) || groups.contains(ExtraName.parse("dev")))) {
            groups.add(ExtraName.parse("develop"));
        }
        return groups;
    }

    /** An entry for requested extras repeats the package. */
    private static boolean isSame(GraphPackage one, GraphPackage other) {
        return one.version().equals(other.version()) && one.source().equals(other.source());
    }

    /** Returns the error for two packages of one name; the caller throws it. */
    UserException ambiguous(GraphPackage one, GraphPackage other) {
        UserException error = UserException.of("The lock `" + graph.format().fileName() + "` has two versions of `"
                + one.name() + "` for " + request.target() + ": " + one.label() + " and " + other.label());
        return request.target().python().hasMicro()
                ? error.hint(graph.format().lockAgain())
                : error.hint(
                        PythonHint.DECLARE_FULL_PYTHON,
                        EXAMPLE.formatted(request.target().python().majorMinor()));
    }
}
