package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Check of the native code of a wheel that was built on this machine. */
public final class BuiltCodeCheck {

    private static final int MOST_SHOWN = 10;

    /** Start of the name of the library of Python, which is not copied. */
    private static final String PYTHON = "libpython";

    /** Part of the paths of libraries that a repair copied. */
    private static final String COPIED = ".libs/";

    private final Set<String> systemLibraries;
    private final Progress progress;

    /**
     * @param systemLibraries the libraries that the target has, in addition to those of every Linux
     * @param progress for warnings
     */
    public BuiltCodeCheck(Set<String> systemLibraries, Progress progress) {
        this.systemLibraries = Set.copyOf(systemLibraries);
        this.progress = progress;
    }

    /**
     * Checks that the target can load the wheel.
     *
     * @return its tags; {@code linux_x86_64} is replaced by the tag of the oldest systems that can load it
     * @throws UserException if the target cannot load it
     */
    public Set<WheelTag> tags(Wheel wheel, TargetEnvironment target) throws IOException {
        NativeRequirements required = NativeRequirements.of(wheel);
        Libc libc = target.platform().libc().orElse(null);
        if (libc == null || !required.isNative()) {
            return wheel.name().tags();
        }
        List<LoadFault> faults = LoadCheck.faults(wheel, target, systemLibraries);
        if (!faults.isEmpty()) {
            throw refusal(wheel, target, faults);
        }
        warn(wheel, required);
        return PortableTag.of(wheel.name().tags(), required, libc);
    }

    private void warn(Wheel wheel, NativeRequirements required) {
        required.groups().stream()
                .flatMap(group -> group.absolutePaths().entrySet().stream())
                .findFirst()
                .ifPresent(path -> progress.warning("`" + wheel.fileName() + "`: `" + FileTree.shown(path.getValue())
                        + "` searches libraries in `" + FileTree.shown(path.getKey())
                        + "`, a folder of the build machine (RPATH)"));
        required.unreadable().values().stream()
                .findFirst()
                .ifPresent(reason -> progress.warning("`" + wheel.fileName() + "`: " + reason));
    }

    private static UserException refusal(Wheel wheel, TargetEnvironment target, List<LoadFault> faults) {
        String lines = faults.stream()
                .limit(MOST_SHOWN)
                .map(fault -> "\n    " + fault.text())
                .collect(Collectors.joining());
        String more = faults.size() > MOST_SHOWN ? "\n    and " + (faults.size() - MOST_SHOWN) + " more" : "";
        return withHints(
                UserException.of("The target cannot load `" + wheel.fileName() + "`, which was built on this machine"
                        + "\n    target: " + target + lines + more),
                target,
                faults);
    }

    private static UserException withHints(UserException error, TargetEnvironment target, List<LoadFault> faults) {
        Set<LoadFault.Kind> kinds = faults.stream().map(LoadFault::kind).collect(Collectors.toSet());
        UserException hinted = error;
        if (faults.stream().anyMatch(LoadFault::isPrivate)) {
            hinted = hinted.hint("report it to the project: it uses functions that glibc has for itself only");
        } else if (kinds.contains(LoadFault.Kind.VERSION)) {
            hinted = hinted.hint("build it on a system with " + libc(target) + " or an older version, for example in a"
                            + " container" + otherCompiler(faults))
                    .hint(PythonHint.RAISE_LIBC, sufficientLibc(faults));
        }
        if (faults.stream().flatMap(one -> one.library().stream()).anyMatch(name -> !name.startsWith(PYTHON))) {
            hinted = hinted.hint(PythonHint.REPAIR_WHEELS);
        }
        if (kinds.contains(LoadFault.Kind.LIBRARY)) {
            hinted = hinted.hint(PythonHint.DECLARE_SYSTEM_LIBRARIES, libraries(faults));
        }
        if (kinds.contains(LoadFault.Kind.MACHINE) || kinds.contains(LoadFault.Kind.LIBC)) {
            hinted = hinted.hint("build it on a machine like the target: " + target);
        }
        return hinted;
    }

    /** Another compiler changes the code of the package, but not the libraries of this machine that a repair copied. */
    private static String otherCompiler(List<LoadFault> faults) {
        boolean isOfPackage = faults.stream()
                .anyMatch(fault ->
                        fault.kind() == LoadFault.Kind.VERSION && !fault.text().contains(COPIED));
        return isOfPackage
                ? ", or with a compiler for older systems: `zig cc`, or conda's"
                : "; the files in `.libs` are copies of libraries of this machine";
    }

    private static String libraries(List<LoadFault> faults) {
        return faults.stream()
                .flatMap(fault -> fault.library().stream())
                .map(FileTree::shown)
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static String libc(TargetEnvironment target) {
        return target.platform().libc().orElseThrow().toString().replace('-', ' ');
    }

    private static String sufficientLibc(List<LoadFault> faults) {
        return "glibc-2." + faults.stream().mapToInt(LoadFault::floor).max().orElseThrow();
    }
}
