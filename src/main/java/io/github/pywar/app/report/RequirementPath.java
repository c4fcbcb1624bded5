package io.github.pywar.app.report;

import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shortest path from a package that the application requires to another one, both included.
 *
 * @param begin the first packages, at most {@value #MOST}
 * @param omitted number of packages between the two parts
 * @param end the last packages, at most {@value #MOST}; empty if all are at the beginning
 */
record RequirementPath(List<PackageName> begin, int omitted, List<PackageName> end) {

    /** A longer path is cut in the middle: the text of a chain is then linear in its length. */
    static final int MOST = 8;

    RequirementPath {
        begin = List.copyOf(begin);
        end = List.copyOf(end);
    }

    /** Returns the path of each package. Of several shortest ones, it has the packages that are first by name. */
    static Map<PackageName, RequirementPath> of(Inventory inventory) {
        Map<PackageName, InventoryPackage> all = new HashMap<>();
        inventory.packages().forEach(one -> all.put(one.name(), one));
        Map<PackageName, Integer> depths = depths(inventory, all);
        Map<PackageName, RequirementPath> paths = new HashMap<>();
        RequirementPath empty = new RequirementPath(List.of(), 0, List.of());
        depths.forEach((name, depth) -> {
            RequirementPath before = inventory.dependents(name).stream()
                    .filter(other -> depths.get(other.name()) == depth - 1)
                    .findFirst()
                    .map(other -> paths.get(other.name()))
                    .orElse(empty);
            paths.put(name, before.then(name));
        });
        return paths;
    }

    /** Returns the distances from the application, the nearest package first. */
    private static Map<PackageName, Integer> depths(Inventory inventory, Map<PackageName, InventoryPackage> all) {
        Map<PackageName, Integer> depths = new LinkedHashMap<>();
        inventory.direct().forEach(one -> depths.put(one.name(), 1));
        Deque<PackageName> open = new ArrayDeque<>(depths.keySet());
        while (!open.isEmpty()) {
            PackageName name = open.remove();
            for (Requirement required : all.get(name).requires()) {
                if (depths.putIfAbsent(required.name(), depths.get(name) + 1) == null) {
                    open.add(required.name());
                }
            }
        }
        // an override can require a package that nothing else does
        inventory.packages().forEach(one -> depths.putIfAbsent(one.name(), 1));
        return depths;
    }

    private RequirementPath then(PackageName name) {
        if (begin.size() < MOST) {
            List<PackageName> longer = new ArrayList<>(begin);
            longer.add(name);
            return new RequirementPath(longer, 0, List.of());
        }
        List<PackageName> last = new ArrayList<>(end);
        last.add(name);
        boolean isFull = last.size() > MOST;
        return new RequirementPath(begin, omitted + (isFull ? 1 : 0), isFull ? last.subList(1, last.size()) : last);
    }

    /** Returns the number of packages. */
    int length() {
        return begin.size() + omitted + end.size();
    }
}
