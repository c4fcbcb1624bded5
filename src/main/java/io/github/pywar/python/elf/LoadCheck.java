package io.github.pywar.python.elf;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Check whether a Linux can load the native code of a wheel. It has every library of the policies of manylinux or
 * musllinux, in the versions that all systems with its C library have.
 */
public final class LoadCheck {

    private final String machine;
    private final Libc libc;
    private final LibcFamily family;

    /** @param target a target with Linux */
    private LoadCheck(TargetEnvironment target, Libc libc) {
        this.machine = target.platform().arch();
        this.libc = libc;
        this.family = libc.musl() ? LibcFamily.MUSL : LibcFamily.GLIBC;
    }

    /**
     * Returns the reasons why a target cannot load a wheel.
     *
     * @param others names of libraries that other wheels contain
     * @return empty if it can, or if the target is not a Linux
     */
    public static List<LoadFault> faults(Wheel wheel, TargetEnvironment target, Set<String> others) throws IOException {
        Libc libc = target.platform().libc().orElse(null);
        return libc == null ? List.of() : new LoadCheck(target, libc).faults(wheel, others);
    }

    /** A wheel can have files for several architectures: then only those for the target are checked. */
    private List<LoadFault> faults(Wheel wheel, Set<String> others) throws IOException {
        List<NativeGroup> groups = NativeRequirements.of(wheel).groups();
        if (groups.isEmpty()) {
            return List.of();
        }
        List<NativeGroup> sameMachine = new ArrayList<>();
        List<NativeGroup> fitting = new ArrayList<>();
        for (NativeGroup group : groups) {
            if (group.machine().equals(machine)) {
                sameMachine.add(group);
                if (group.libc() == family || group.libc() == LibcFamily.NONE) {
                    fitting.add(group);
                }
            }
        }
        if (sameMachine.isEmpty()) {
            return List.of(otherMachine(groups));
        }
        if (fitting.isEmpty()) {
            return List.of(otherLibc(sameMachine.get(0)));
        }
        List<LoadFault> faults = new ArrayList<>();
        for (NativeGroup group : fitting) {
            addVersions(wheel, group, faults);
            addLibraries(group, others, faults);
        }
        return faults;
    }

    private LoadFault otherMachine(List<NativeGroup> groups) {
        String machines = groups.stream().map(NativeGroup::machine).distinct().collect(Collectors.joining(", "));
        return new LoadFault(
                LoadFault.Kind.MACHINE,
                -1,
                shown(groups.get(0).file()) + " is for " + machines + "; the target is " + machine);
    }

    private LoadFault otherLibc(NativeGroup group) {
        String needed = group.libc() == LibcFamily.MUSL ? "musl" : "glibc";
        return new LoadFault(
                LoadFault.Kind.LIBC, -1, shown(group.file()) + " needs " + needed + "; the target has " + target());
    }

    private void addVersions(Wheel wheel, NativeGroup group, List<LoadFault> faults) throws IOException {
        if (libc.musl()) {
            return; // musl has no versions of symbols
        }
        for (NativeGroup.RequiredVersion one : group.versions()) {
            OptionalInt floor =
                    GlibcFloors.of(SymbolVersion.tryParse(one.version()).orElseThrow(), machine);
            if (floor.isEmpty() || floor.getAsInt() > libc.minor()) {
                faults.add(new LoadFault(
                        LoadFault.Kind.VERSION, floor.orElse(-1), version(one, floor, symbols(wheel, one))));
            }
        }
    }

    private String version(NativeGroup.RequiredVersion one, OptionalInt floor, List<String> symbols) {
        String forSymbols = symbols.isEmpty() ? "" : " for `" + String.join("`, `", symbols) + "`";
        String systems = floor.isEmpty()
                ? ", which only one release of glibc has"
                : one.version().startsWith("GLIBC_")
                        ? ""
                        : ", which systems have from glibc 2." + floor.getAsInt() + " on";
        return shown(one.file()) + " needs `" + one.version() + "` of `" + FileTree.shown(one.library()) + "`"
                + forSymbols + systems + "; the target has " + target();
    }

    private static List<String> symbols(Wheel wheel, NativeGroup.RequiredVersion one) throws IOException {
        FileTree.Entry entry = wheel.files().entries().get(one.file());
        try (InflatedRanges bytes = new InflatedRanges(entry.content())) {
            return ElfSymbols.requiring(bytes, one.version()).stream()
                    .map(FileTree::shown)
                    .toList();
        }
    }

    private void addLibraries(NativeGroup group, Set<String> others, List<LoadFault> faults) {
        for (Map.Entry<String, String> library : group.libraries().entrySet()) {
            String name = library.getKey();
            if (!SystemLibraries.contains(name, family) && !others.contains(name)) {
                faults.add(new LoadFault(
                        LoadFault.Kind.LIBRARY,
                        -1,
                        Optional.of(name),
                        shown(library.getValue()) + " needs `" + FileTree.shown(name)
                                + "`, which is neither in the wheel nor on every Linux"));
            }
        }
    }

    private String target() {
        return libc.toString().replace('-', ' ');
    }

    private static String shown(String path) {
        return "`" + FileTree.shown(path) + "`";
    }
}
