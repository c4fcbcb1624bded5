package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dependency paths from a declared requirement to a package: the shortest one for each package. */
final class DependencyPaths {

    /** A longer path is cut in the middle. */
    private static final int MOST_AT_EACH_END = 8;

    private final String root;
    private final List<RootRequirement> roots;
    private final Map<Project, List<Requirement>> requirements;
    private final Map<PackageName, Step> steps = new HashMap<>();

    /**
     * Last step of the path to a package.
     *
     * @param before the package before it, or empty if the user declared the requirement
     * @param text the depending package, or the application with the place of the declaration
     */
    private record Step(Optional<PackageName> before, String text) {}

    /**
     * @param root the name of the application
     * @param requirements the dependencies of each chosen version, in the order of the metadata
     */
    DependencyPaths(String root, List<RootRequirement> roots, Map<Project, List<Requirement>> requirements) {
        this.root = root;
        this.roots = roots;
        this.requirements = requirements;
        walk();
    }

    /** Returns the path without the package itself, for example {@code shop (requirements.txt:4) > flask > jinja2}. */
    String to(PackageName name) {
        Deque<String> texts = new ArrayDeque<>();
        Optional<PackageName> at = Optional.of(name);
        while (at.isPresent() && steps.containsKey(at.get())) {
            Step step = steps.get(at.get());
            texts.addFirst(step.text());
            at = step.before();
        }
        return texts.isEmpty() ? root : String.join(" > ", abridged(List.copyOf(texts)));
    }

    private static List<String> abridged(List<String> texts) {
        if (texts.size() <= 2 * MOST_AT_EACH_END) {
            return texts;
        }
        List<String> shown = new ArrayList<>(texts.subList(0, MOST_AT_EACH_END));
        shown.add("(" + (texts.size() - 2 * MOST_AT_EACH_END) + " more)");
        shown.addAll(texts.subList(texts.size() - MOST_AT_EACH_END, texts.size()));
        return shown;
    }

    /** Walks breadth first, so the first path to a package is a shortest one. */
    private void walk() {
        Deque<PackageName> open = new ArrayDeque<>();
        for (RootRequirement declared : roots) {
            Step first = new Step(Optional.empty(), root + " (" + declared.source() + ")");
            reach(open, declared.requirement().name(), first);
        }
        Map<PackageName, List<Project>> projects = new HashMap<>();
        requirements
                .keySet()
                .forEach(project -> projects.computeIfAbsent(project.name(), name -> new ArrayList<>())
                        .add(project));
        while (!open.isEmpty()) {
            PackageName name = open.poll();
            for (Project project : projects.getOrDefault(name, List.of())) {
                Step step = new Step(Optional.of(name), project.toString());
                requirements.get(project).forEach(dependency -> reach(open, dependency.name(), step));
            }
        }
    }

    private void reach(Deque<PackageName> open, PackageName name, Step last) {
        if (steps.putIfAbsent(name, last) == null) {
            open.add(name);
        }
    }
}
