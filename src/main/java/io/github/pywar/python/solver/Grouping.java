package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which versions of a package are told as one.
 *
 * @param parts into how many groups of about the same size the versions fall, or each run of them
 * @param about the packages that matter: where what is needed of them changes, a new run begins; empty: one run
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
            Object needs = needs(node.explored().get(version));
            if (!needs.equals(last)) {
                runs.add(new ArrayList<>());
                last = needs;
            }
            runs.get(runs.size() - 1).add(version);
        }
        return runs;
    }

    /** Versions that cannot be chosen go together where the reason is one. */
    private Object needs(Dependencies<?> dependencies) {
        if (!(dependencies instanceof Dependencies.Known<?> known)) {
            return dependencies;
        }
        Set<Object> needed = new HashSet<>();
        known.all().forEach(need -> needed.add(need.on()));
        needed.retainAll(about);
        return needed;
    }
}
