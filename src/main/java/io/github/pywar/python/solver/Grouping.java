package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rule that splits the versions of a package into groups for {@link CoarseUniverse}.
 *
 * @param parts into how many groups of about the same size each run of versions is split
 * @param about the packages that matter: a new run begins where the dependencies on them change; if empty, there is one
 *     run
 */
record Grouping<P>(int parts, Set<P> about) {

    /** @param ascending versions of the package whose dependencies are known */
    List<List<Version>> groups(Node node, List<Version> ascending) {
        List<List<Version>> groups = new ArrayList<>();
        for (List<Version> run : about.isEmpty() ? List.of(ascending) : runs(node, ascending)) {
            int size = Math.max(1, (run.size() + parts - 1) / parts);
            for (int from = 0; from < run.size(); from += size) {
                groups.add(run.subList(from, Math.min(from + size, run.size())));
            }
        }
        return groups;
    }

    private List<List<Version>> runs(Node node, List<Version> ascending) {
        List<List<Version>> runs = new ArrayList<>();
        Object last = null;
        for (Version version : ascending) {
            Object relevant = relevant(node.explored().get(version));
            if (!relevant.equals(last)) {
                runs.add(new ArrayList<>());
                last = relevant;
            }
            runs.get(runs.size() - 1).add(version);
        }
        return runs;
    }

    /** Returns the dependencies that matter. Versions that cannot be used form a run if they have the same reason. */
    private Object relevant(Dependencies<?> dependencies) {
        if (!(dependencies instanceof Dependencies.Known<?> known)) {
            return dependencies;
        }
        Set<Object> relevant = new HashSet<>();
        known.all().forEach(dependency -> relevant.add(dependency.on()));
        relevant.retainAll(about);
        return relevant;
    }
}
