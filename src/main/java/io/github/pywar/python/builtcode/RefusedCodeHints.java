package io.github.pywar.python.builtcode;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.elf.LoadFault;
import io.github.pywar.python.error.BuildHints;
import io.github.pywar.python.error.PythonHint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Hints for refused code of one or more packages: other ways to build it, then the declarations that accept all of it.
 *
 * @param all the code
 */
record RefusedCodeHints(List<RefusedCode> all) {

    /** Part of the paths of libraries that a repair copied. */
    private static final String COPIED = ".libs/";

    /** Returns the hints; those of other builds are first. */
    List<Hint> hints() {
        List<Hint> hints = new ArrayList<>();
        List<RefusedCode> acceptable =
                all.stream().filter(RefusedCode::isAcceptable).toList();
        if (all.stream().anyMatch(RefusedCode::isPrivate)) {
            hints.add(Hint.of("report it to the project: it uses functions that glibc has for itself only"));
        }
        if (acceptable.stream().anyMatch(one -> one.has(LoadFault.Kind.VERSION))) {
            hints.add(Hint.of("build it on a system with " + libc() + " or an older version, for example in a container"
                    + otherCompiler(acceptable)));
        }
        hints.addAll(accepting(acceptable));
        if (all.stream().anyMatch(one -> one.has(LoadFault.Kind.MACHINE) || one.has(LoadFault.Kind.LIBC))) {
            hints.add(Hint.of(
                    "build it on a machine like the target: " + all.get(0).target()));
        }
        return hints;
    }

    /** Another compiler changes the code of the package, but not the libraries of this machine that a repair copied. */
    private static String otherCompiler(List<RefusedCode> acceptable) {
        boolean isOfPackage = acceptable.stream()
                .flatMap(one -> one.faults().stream())
                .anyMatch(fault ->
                        fault.kind() == LoadFault.Kind.VERSION && !fault.text().contains(COPIED));
        return isOfPackage
                ? ", or with a compiler for older systems: `zig cc`, or conda's"
                : "; the files in `.libs` are copies of libraries of this machine";
    }

    private String libc() {
        return all.get(0)
                .target()
                .platform()
                .libc()
                .map(libc -> libc.toString().replace('-', ' '))
                .orElseThrow();
    }

    /** Returns one hint for each way to accept all code: with copies of libraries, or with libraries of the target. */
    private List<Hint> accepting(List<RefusedCode> acceptable) {
        List<String> builds = acceptable.stream()
                .filter(one -> one.allowing().isPresent())
                .map(RefusedCode::project)
                .distinct()
                .toList();
        int floor = acceptable.stream().mapToInt(RefusedCode::floor).max().orElse(-1);
        List<Hint> ways = new ArrayList<>();
        if (acceptable.stream().anyMatch(RefusedCode::isCopyable)) {
            int ofCopies = acceptable.stream()
                    .flatMap(one -> one.copies().stream())
                    .mapToInt(LibraryCopies.Floor::minor)
                    .reduce(floor, Math::max);
            hint(builds, true, libraries(acceptable, RefusedCode::keptLibraries), ofCopies, ways);
        }
        hint(builds, false, libraries(acceptable, RefusedCode::libraries), floor, ways);
        return ways;
    }

    /** Returns the libraries that have to be declared, with the declared ones, because the declaration is replaced. */
    private static String libraries(List<RefusedCode> acceptable, Function<RefusedCode, SortedSet<String>> missing) {
        SortedSet<String> libraries = new TreeSet<>();
        acceptable.forEach(one -> libraries.addAll(missing.apply(one)));
        if (!libraries.isEmpty()) {
            acceptable.forEach(one -> libraries.addAll(one.declared()));
        }
        return libraries.stream().map(FileTree::shown).collect(Collectors.joining(","));
    }

    private void hint(List<String> builds, boolean isRepair, String libraries, int floor, List<Hint> ways) {
        String libc = floor < 0 ? "" : "glibc-2." + floor;
        List<Hint> declarations = new ArrayList<>();
        if (!builds.isEmpty()) {
            declarations.add(allowing().ofNative(builds));
        }
        if (isRepair) {
            declarations.add(Hint.of(PythonHint.REPAIR_WHEELS));
        }
        if (!libraries.isEmpty()) {
            declarations.add(Hint.of(PythonHint.DECLARE_SYSTEM_LIBRARIES, libraries));
        }
        if (!libc.isEmpty()) {
            declarations.add(Hint.of(PythonHint.RAISE_LIBC, libc));
        }
        if (declarations.size() > 1) {
            ways.add(allowing().together(builds, isRepair, libraries, libc));
        } else {
            ways.addAll(declarations);
        }
    }

    /** Returns the hints that allow builds: all code is of one declaration. */
    private BuildHints allowing() {
        return all.stream()
                .flatMap(one -> one.allowing().stream())
                .findFirst()
                .orElseGet(() -> new BuildHints(Collections.emptySortedMap()));
    }
}
