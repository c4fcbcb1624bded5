package io.github.pywar.app.report;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.elf.SystemRequirements;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts that the report of an archive shows.
 *
 * @param inventory its packages
 * @param sizes uncompressed sizes by origin: the file name of a wheel, {@link #APPLICATION} or {@link #TOOL}; in bytes
 * @param files number of files
 * @param system what the native code requires of the target's system, a line each
 * @param startup lines of code that Python runs at each start, by the {@code .pth} file in the archive
 * @param depths distances from the application, by package
 */
record ReportContent(
        Inventory inventory,
        SortedMap<String, Long> sizes,
        int files,
        List<String> system,
        SortedMap<String, List<String>> startup,
        Map<PackageName, Integer> depths) {

    static final String APPLICATION = "The application";
    static final String TOOL = "Runtime and metadata";

    private static final String PATH_FILE = ".pth";
    private static final int LARGEST_PATH_FILE = 1 << 16;

    ReportContent {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        system = List.copyOf(system);
        startup = Collections.unmodifiableSortedMap(new TreeMap<>(startup));
        depths = Collections.unmodifiableMap(new LinkedHashMap<>(depths));
    }

    /** Returns the facts about an assembled archive. */
    static ReportContent of(Inventory inventory, FileTree tree) throws IOException {
        Map<String, NativeRequirements> required = new LinkedHashMap<>();
        for (InventoryPackage one : inventory.packages()) {
            required.put(
                    one.name() + " " + one.version(),
                    NativeRequirements.of(one.library().wheel()));
        }
        return new ReportContent(
                inventory,
                sizes(inventory, tree),
                tree.entries().size(),
                SystemRequirements.lines(required, inventory.spec().target()),
                startup(tree),
                depths(inventory));
    }

    private static SortedMap<String, Long> sizes(Inventory inventory, FileTree tree) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        List<String> wheels = inventory.packages().stream()
                .map(one -> one.library().wheel().fileName())
                .toList();
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            String origin = file.getValue().origin();
            boolean isOwn = file.getKey().startsWith(ArchiveLayout.APPLICATION + "/");
            String owner = isOwn ? APPLICATION : wheels.contains(origin) ? origin : TOOL;
            sizes.merge(owner, file.getValue().content().size(), Long::sum);
        }
        return sizes;
    }

    /** Python runs a line that begins with {@code import} (documentation of the module {@code site}). */
    private static SortedMap<String, List<String>> startup(FileTree tree) throws IOException {
        SortedMap<String, List<String>> startup = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            if (file.getKey().endsWith(PATH_FILE) && file.getValue().content().size() <= LARGEST_PATH_FILE) {
                String text = new String(file.getValue().content().bytes(), StandardCharsets.UTF_8);
                List<String> code = text.lines()
                        .filter(line -> line.startsWith("import ") || line.startsWith("import\t"))
                        .toList();
                if (!code.isEmpty()) {
                    startup.put(file.getKey(), code);
                }
            }
        }
        return startup;
    }

    private static Map<PackageName, Integer> depths(Inventory inventory) {
        Map<PackageName, Integer> depths = new LinkedHashMap<>();
        inventory.direct().forEach(one -> depths.put(one.name(), 1));
        Map<PackageName, InventoryPackage> all = new LinkedHashMap<>();
        inventory.packages().forEach(one -> all.put(one.name(), one));
        Deque<PackageName> open = new ArrayDeque<>(depths.keySet());
        while (!open.isEmpty()) {
            PackageName name = open.remove();
            all.get(name).requires().forEach(required -> {
                if (depths.putIfAbsent(required.name(), depths.get(name) + 1) == null) {
                    open.add(required.name());
                }
            });
        }
        // an override can require a package that nothing else does
        inventory.packages().forEach(one -> depths.putIfAbsent(one.name(), 1));
        return depths;
    }

    long size(InventoryPackage one) {
        return sizes.getOrDefault(one.library().wheel().fileName(), 0L);
    }

    long total() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns a shortest path of packages from one that the application requires, both included. */
    List<PackageName> path(InventoryPackage one) {
        List<PackageName> path = new ArrayList<>(List.of(one.name()));
        InventoryPackage first = one;
        while (depths.get(first.name()) > 1) {
            int nearer = depths.get(first.name()) - 1;
            first = inventory.dependents(first.name()).stream()
                    .filter(other -> depths.get(other.name()) == nearer)
                    .findFirst()
                    .orElseThrow();
            path.add(0, first.name());
        }
        return path;
    }
}
