package io.github.pywar.app.report;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.elf.SystemRequirements;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.StartupCode;
import io.github.pywar.python.startup.StartupScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Facts that the report of an archive shows.
 *
 * @param inventory its packages
 * @param sizes uncompressed sizes by origin: the file name of a wheel, {@link #APPLICATION} or {@link #TOOL}; in bytes
 * @param files number of files
 * @param system what the native code requires of the target's system, a line each
 * @param startup code that Python runs at each start, by the file in the archive
 * @param paths how the application requires each package
 */
record ReportContent(
        Inventory inventory,
        SortedMap<String, Long> sizes,
        int files,
        List<String> system,
        SortedMap<String, List<String>> startup,
        Map<PackageName, RequirementPath> paths) {

    static final String APPLICATION = "The application";
    static final String TOOL = "Runtime and metadata";

    ReportContent {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        system = List.copyOf(system);
        startup = Collections.unmodifiableSortedMap(new TreeMap<>(startup));
        paths = Map.copyOf(paths);
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
                startup(tree, ArchiveLayout.of(inventory.spec().target().python())),
                RequirementPath.of(inventory));
    }

    private static SortedMap<String, Long> sizes(Inventory inventory, FileTree tree) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        Set<String> wheels = inventory.packages().stream()
                .map(one -> one.library().wheel().fileName())
                .collect(Collectors.toSet());
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            String origin = file.getValue().origin();
            boolean isOwn = file.getKey().startsWith(ArchiveLayout.APPLICATION + "/");
            String owner = isOwn ? APPLICATION : wheels.contains(origin) ? origin : TOOL;
            sizes.merge(owner, file.getValue().content().size(), Long::sum);
        }
        return sizes;
    }

    /** The archive's own file adds the path of the application, whose modules are listed, too. */
    private static SortedMap<String, List<String>> startup(FileTree tree, ArchiveLayout layout) throws IOException {
        SortedMap<String, List<String>> startup = new TreeMap<>();
        for (String folder : List.of(layout.libraries(), ArchiveLayout.APPLICATION)) {
            for (StartupCode code : StartupScan.of(tree, folder)) {
                String path = folder + "/" + code.file();
                if (!path.equals(layout.applicationPath())) {
                    startup.computeIfAbsent(path, any -> new ArrayList<>()).add(line(code));
                }
            }
        }
        return startup;
    }

    private static String line(StartupCode code) {
        return code.kind() == StartupCode.Kind.MODULE ? "module " + code.text() : code.shown();
    }

    long size(InventoryPackage one) {
        return sizes.getOrDefault(one.library().wheel().fileName(), 0L);
    }

    long total() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
