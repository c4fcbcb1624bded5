package io.github.pywar.python.elf;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What several wheels together require of a Linux: the highest versions of symbols, and libraries. */
public final class SystemRequirements {

    private static final List<String> FAMILIES = List.of("GLIBC", "GLIBCXX", "CXXABI");

    private final Map<String, NativeRequirements> wheels;
    private final LibcFamily family;
    private final Map<String, Highest> versions = new TreeMap<>();
    private final SortedMap<String, List<String>> libraries = new TreeMap<>();
    private final List<String> withMusl = new ArrayList<>();

    /** Highest version of a family, with the wheel that requires it. */
    private record Highest(SymbolVersion version, String wheel) {}

    private SystemRequirements(Map<String, NativeRequirements> wheels, Libc libc) {
        this.wheels = wheels;
        this.family = libc.musl() ? LibcFamily.MUSL : LibcFamily.GLIBC;
    }

    /**
     * Returns one line for each requirement.
     *
     * @param wheels the requirements of each wheel, by a label such as {@code numpy 2.1.0}
     * @return empty if there are none, or if the target is not a Linux
     */
    public static List<String> lines(Map<String, NativeRequirements> wheels, TargetEnvironment target) {
        return target.platform()
                .libc()
                .map(libc -> new SystemRequirements(wheels, libc)
                        .lines(target.platform().arch()))
                .orElse(List.of());
    }

    private List<String> lines(String machine) {
        wheels.forEach((label, wheel) -> wheel.groups().stream()
                .filter(group -> group.machine().equals(machine))
                .filter(group -> group.libc() == family || group.libc() == LibcFamily.NONE)
                .forEach(group -> add(label, group)));
        Set<String> contained = new HashSet<>();
        wheels.values().forEach(wheel -> contained.addAll(wheel.libraries()));

        List<String> lines = new ArrayList<>();
        if (!withMusl.isEmpty()) {
            lines.add("musl (" + String.join(", ", withMusl) + ")");
        }
        FAMILIES.stream()
                .filter(versions::containsKey)
                .map(versions::get)
                .forEach(one -> lines.add(one.version().text() + " (" + one.wheel() + ")"));
        libraries.forEach((name, labels) -> {
            if (!contained.contains(name)) {
                String note = SystemLibraries.contains(name, family) ? "" : ": not on every Linux";
                lines.add(FileTree.shown(name) + " (" + String.join(", ", labels) + ")" + note);
            }
        });
        return lines;
    }

    private void add(String label, NativeGroup group) {
        if (group.libc() == LibcFamily.MUSL) {
            withMusl.add(label);
        }
        for (NativeGroup.RequiredVersion one : group.versions()) {
            SymbolVersion version = SymbolVersion.tryParse(one.version()).orElseThrow();
            Highest now = versions.get(version.family());
            boolean isNumber = version.variant().isEmpty();
            if (isNumber && (now == null || now.version().compareTo(version) < 0)) {
                versions.put(version.family(), new Highest(version, label));
            }
        }
        group.libraries().keySet().stream()
                .filter(name -> !SystemLibraries.isLibc(name))
                .forEach(name -> addTo(libraries.computeIfAbsent(name, any -> new ArrayList<>()), label));
    }

    private static void addTo(List<String> labels, String label) {
        if (!labels.contains(label)) {
            labels.add(label);
        }
    }
}
