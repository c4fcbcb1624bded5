package io.github.pywar.app.report;

import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Columns of the drawing of a graph: a package is behind all packages that require it. A cycle is broken at its package
 * that is nearest to the application. The time is about linear in packages and requirements.
 */
final class GraphColumns {

    private final Inventory inventory;
    private final List<InventoryPackage> order;
    private final Map<PackageName, Integer> positions = new HashMap<>();
    private final Map<PackageName, Integer> columns = new HashMap<>();

    /** The number of packages without a column that require a package. */
    private final Map<PackageName, Integer> waiting = new HashMap<>();

    /** The positions of the packages that wait for no other. */
    private final SortedSet<Integer> ready = new TreeSet<>();

    private GraphColumns(ReportContent content) {
        this.inventory = content.inventory();
        this.order = new ArrayList<>(inventory.packages());
        order.sort(Comparator.comparing(one -> content.paths().get(one.name()).length()));
        for (int i = 0; i < order.size(); i++) {
            PackageName name = order.get(i).name();
            positions.put(name, i);
            waiting.put(name, inventory.dependents(name).size());
            if (inventory.dependents(name).isEmpty()) {
                ready.add(i);
            }
        }
    }

    /** Returns the column of each package, from 1. */
    static Map<PackageName, Integer> of(ReportContent content) {
        GraphColumns graph = new GraphColumns(content);
        int nearest = 0;
        while (graph.columns.size() < graph.order.size()) {
            while (graph.columns.containsKey(graph.order.get(nearest).name())) {
                nearest++;
            }
            graph.place(graph.ready.isEmpty() ? nearest : graph.ready.first());
        }
        return graph.columns;
    }

    private void place(int position) {
        ready.remove(position);
        InventoryPackage next = order.get(position);
        int column = inventory.dependents(next.name()).stream()
                .mapToInt(other -> columns.getOrDefault(other.name(), 0))
                .max()
                .orElse(0);
        columns.put(next.name(), column + 1);
        next.requires().stream()
                .map(Requirement::name)
                .distinct()
                .filter(name -> waiting.merge(name, -1, Integer::sum) == 0 && !columns.containsKey(name))
                .forEach(name -> ready.add(positions.get(name)));
    }
}
