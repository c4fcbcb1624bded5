package io.github.pywar.python.foreignlock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Walk along the dependencies of a lock. A package with several versions is visited last, when most of the requirements on
 * it are known; then the greatest version is taken that all of them accept. If a later requirement rejects it, the walk
 * starts again without that version.
 */
final class GraphWalk {

    private static final int MAX_STARTS = 200;

    /** Packages that older releases of Poetry and PDM leave out of their locks. */
    static final Set<PackageName> UNLOCKED =
            Set.of(PackageName.parse("setuptools"), PackageName.parse("pip"), PackageName.parse("distribute"));

    private final LockedGraph graph;
    private final ForeignLockRequest request;
    private final Optional<GraphPackage> project;
    private final Map<PackageName, List<GraphPackage>> candidates = new TreeMap<>();
    private final Set<GraphPackage> rejected = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<PackageName, List<GraphDependency>> required = new TreeMap<>();
    private final Map<PackageName, GraphPackage> chosen = new TreeMap<>();
    private final Map<PackageName, Set<ExtraName>> extras = new TreeMap<>();
    private final Deque<PackageName> queue = new ArrayDeque<>();

    GraphWalk(LockedGraph graph, ForeignLockRequest request) {
        this.graph = graph;
        this.request = request;
        this.project = graph.format() == ForeignLockFormat.UV ? graph.project(request.project()) : Optional.empty();
        graph.packages().stream()
                .filter(this::supportsTarget)
                .forEach(one -> candidates
                        .computeIfAbsent(one.name(), name -> new ArrayList<>())
                        .add(one));
    }

    private boolean supportsTarget(GraphPackage one) {
        return request.target().accepts(one.requiresPython());
    }

    /** Returns the packages that are reached, by name. */
    Map<PackageName, GraphPackage> packages() {
        for (int i = 0; i < MAX_STARTS; i++) {
            if (walk()) {
                return new TreeMap<>(chosen);
            }
        }
        throw UserException.of("No choice of versions in the lock `"
                        + graph.format().fileName() + "` fits " + request.target() + "\n    tried: " + MAX_STARTS)
                .hint(graph.format().lockAgain());
    }

    /** Returns false if a chosen version was rejected by a later requirement. */
    private boolean walk() {
        required.clear();
        chosen.clear();
        extras.clear();
        queue.clear();
        if (!start()) {
            return false;
        }
        do {
            while (!queue.isEmpty()) {
                if (!expand(queue.remove())) {
                    return false;
                }
            }
        } while (chooseNext());
        return true;
    }

    private boolean start() {
        if (project.isPresent()) {
            chosen.put(project.get().name(), project.get());
            extras.put(project.get().name(), new TreeSet<>(request.extras()));
            queue.add(project.get().name());
            return true;
        }
        return request.requirements().stream()
                .filter(one -> one.appliesTo(request.target().markers()))
                .allMatch(one -> require(dependency(one.requirement()), one.toString()));
    }

    private static GraphDependency dependency(Requirement required) {
        return new GraphDependency(required.name(), required.extras(), Optional.empty(), required.specifiers());
    }

    private boolean expand(PackageName name) {
        GraphPackage one = chosen.get(name);
        Set<ExtraName> requested = new TreeSet<>(extras.getOrDefault(name, Set.of()));
        requested.addAll(conflictNames());
        Set<ExtraName> groups = project.filter(one::equals).isPresent() ? Set.copyOf(request.groups()) : Set.of();
        return one.dependencies().stream()
                .filter(next -> next.applies(request.target().markers(), requested, groups))
                .allMatch(next -> require(next, one.label()));
    }

    /** In a lock with conflicting extras, markers of uv name a selected extra {@code extra-LENGTH-PROJECT-EXTRA}. */
    private Set<ExtraName> conflictNames() {
        Set<ExtraName> names = new TreeSet<>();
        extras.forEach((name, all) -> all.forEach(extra -> names.add(conflictName("extra", name, "-" + extra))));
        project.ifPresent(own -> {
            request.groups().forEach(group -> names.add(conflictName("group", own.name(), "-" + group)));
            names.add(conflictName("project", own.name(), ""));
        });
        return names;
    }

    private static ExtraName conflictName(String kind, PackageName name, String rest) {
        return ExtraName.parse(kind + "-" + name.value().length() + "-" + name + rest);
    }

    private boolean require(GraphDependency dependency, String requiredBy) {
        PackageName name = dependency.name();
        if (graph.rules().excluded().contains(name)) {
            return true;
        }
        if (!candidates.containsKey(name)) {
            if (UNLOCKED.contains(name)) {
                return true;
            }
            throw missing(name, requiredBy);
        }
        required.computeIfAbsent(name, key -> new ArrayList<>()).add(dependency);
        boolean isNew = extras.computeIfAbsent(name, key -> new TreeSet<>()).addAll(dependency.extras());
        GraphPackage present = chosen.get(name);
        if (present != null && !dependency.accepts(present) && !fitting(name).contains(present)) {
            rejected.add(present);
            return false;
        }
        if (present != null && isNew) {
            queue.add(name);
        }
        return true;
    }

    private UserException missing(PackageName name, String requiredBy) {
        List<GraphPackage> others = graph.named(name);
        String why = others.isEmpty()
                ? "does not contain `" + name + "`"
                : "has no version of `" + name + "` for " + request.target();
        StringBuilder text = new StringBuilder(
                "The lock `" + graph.format().fileName() + "` " + why + "\n    required by: " + requiredBy);
        others.forEach(other -> text.append("\n    locked: ")
                .append(other.label())
                .append(", for Python ")
                .append(other.requiresPython()));
        return UserException.of(text.toString()).hint(graph.format().lockAgain());
    }

    /** Returns the candidates that all requirements accept; if there are none, a rule of the tool chose: all candidates. */
    private List<GraphPackage> fitting(PackageName name) {
        List<GraphPackage> all = candidates.get(name).stream()
                .filter(one -> !rejected.contains(one))
                .toList();
        List<GraphPackage> accepted = all.stream()
                .filter(one -> required.get(name).stream().allMatch(dependency -> dependency.accepts(one)))
                .toList();
        return accepted.isEmpty() ? all.isEmpty() ? candidates.get(name) : all : accepted;
    }

    /** Returns whether there was a package to choose: first one without a choice, then any. */
    private boolean chooseNext() {
        List<PackageName> open = required.keySet().stream()
                .filter(name -> !chosen.containsKey(name))
                .toList();
        Optional<PackageName> next =
                open.stream().filter(name -> fitting(name).size() == 1).findFirst();
        next.or(() -> open.stream().findFirst()).ifPresent(name -> {
            List<GraphPackage> fitting = fitting(name);
            if (graph.format() == ForeignLockFormat.UV && fitting.size() > 1) {
                throw new GraphSelection(graph, request).ambiguous(fitting.get(0), fitting.get(1));
            }
            chosen.put(name, greatest(fitting));
            queue.add(name);
        });
        return !open.isEmpty();
    }

    private static GraphPackage greatest(List<GraphPackage> all) {
        Comparator<GraphPackage> byVersion =
                Comparator.comparing(one -> one.version().orElse(null), Comparator.nullsFirst(Version::compareTo));
        return all.stream().max(byVersion).orElseThrow();
    }
}
