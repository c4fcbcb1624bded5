package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By what way a project is needed: from the place where a person wrote something down to the project. */
final class DependencyPaths {

    private static final int MOST_SHOWN = 8;

    private final String root;
    private final List<RootRequirement> roots;
    private final Map<Project, List<Requirement>> needs;
    private final Map<PackageName, Step> steps = new HashMap<>();

    /** Who needs a project first: another one, or, without one, the place where the user wrote it down. */
    private record Step(Optional<PackageName> before, String text) {}

    /**
     * @param root who asks for all of it
     * @param needs what each of the chosen needs, in the order written
     */
    DependencyPaths(String root, List<RootRequirement> roots, Map<Project, List<Requirement>> needs) {
        this.root = root;
        this.roots = roots;
        this.needs = needs;
        walk();
    }

    /** @return for example {@code shop (requirements.txt:4) > flask > jinja2}, the project itself left out */
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
        if (texts.size() <= 2 * MOST_SHOWN) {
            return texts;
        }
        List<String> shown = new ArrayList<>(texts.subList(0, MOST_SHOWN));
        shown.add("(" + (texts.size() - 2 * MOST_SHOWN) + " more)");
        shown.addAll(texts.subList(texts.size() - MOST_SHOWN, texts.size()));
        return shown;
    }

    private void walk() {
        Deque<PackageName> open = new ArrayDeque<>();
        for (RootRequirement asked : roots) {
            Step first = new Step(Optional.empty(), root + " (" + asked.source() + ")");
            reach(open, asked.requirement().name(), first);
        }
        while (!open.isEmpty()) {
            PackageName name = open.poll();
            needs.forEach((project, requirements) -> {
                if (project.name().equals(name)) {
                    requirements.forEach(
                            needed -> reach(open, needed.name(), new Step(Optional.of(name), project.toString())));
                }
            });
        }
    }

    private void reach(Deque<PackageName> open, PackageName name, Step by) {
        if (steps.putIfAbsent(name, by) == null) {
            open.add(name);
        }
    }
}
