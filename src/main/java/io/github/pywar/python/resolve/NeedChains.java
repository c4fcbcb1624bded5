package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By what way a project is needed: from the place where a person wrote something down to the project. */
final class NeedChains {

    private final String root;
    private final List<RootRequirement> roots;
    private final Map<Project, List<Requirement>> needs;
    private final Map<PackageName, String> chains = new HashMap<>();

    /**
     * @param root who asks for all of it
     * @param needs what each of the chosen needs, in the order written
     */
    NeedChains(String root, List<RootRequirement> roots, Map<Project, List<Requirement>> needs) {
        this.root = root;
        this.roots = roots;
        this.needs = needs;
        walk();
    }

    /** @return for example {@code shop (requirements.txt:4) > flask > jinja2}, the project itself left out */
    String to(PackageName name) {
        return chains.getOrDefault(name, root);
    }

    private void walk() {
        Deque<PackageName> open = new ArrayDeque<>();
        for (RootRequirement asked : roots) {
            reach(open, asked.requirement().name(), root + " (" + asked.source() + ")");
        }
        while (!open.isEmpty()) {
            PackageName name = open.poll();
            needs.forEach((project, requirements) -> {
                if (project.name().equals(name)) {
                    requirements.forEach(needed -> reach(open, needed.name(), chains.get(name) + " > " + project));
                }
            });
        }
    }

    private void reach(Deque<PackageName> open, PackageName name, String by) {
        if (chains.putIfAbsent(name, by) == null) {
            open.add(name);
        }
    }
}
