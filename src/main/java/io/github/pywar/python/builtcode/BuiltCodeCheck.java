package io.github.pywar.python.builtcode;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.elf.LoadCheck;
import io.github.pywar.python.elf.LoadFault;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Check of the native code of a wheel that was built on this machine. */
public final class BuiltCodeCheck {

    private static final int MOST_SHOWN = 10;

    private final Set<String> systemLibraries;
    private final LibraryCopies copies;
    private final Progress progress;

    /**
     * @param systemLibraries the libraries that the target has, in addition to those of every Linux
     * @param copies forecast of copies of this machine's libraries
     * @param progress for warnings
     */
    public BuiltCodeCheck(Set<String> systemLibraries, LibraryCopies copies, Progress progress) {
        this.systemLibraries = Set.copyOf(systemLibraries);
        this.copies = copies;
        this.progress = progress;
    }

    /**
     * Checks that the target can load the wheel.
     *
     * @return its tags; {@code linux_x86_64} is replaced by the tag of the oldest systems that can load it
     * @throws RefusedCodeException if the target cannot load it
     */
    public Set<WheelTag> tags(Wheel wheel, TargetEnvironment target) throws IOException {
        NativeRequirements required = NativeRequirements.of(wheel);
        Libc libc = target.platform().libc().orElse(null);
        if (libc == null || !required.isNative()) {
            return wheel.name().tags();
        }
        List<LoadFault> faults = LoadCheck.faults(wheel, target, systemLibraries);
        if (!faults.isEmpty()) {
            throw new RefusedCodeException(refused(wheel, target, faults));
        }
        warn(wheel, required);
        return required.portable(wheel.name().tags(), libc);
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

    private RefusedCode refused(Wheel wheel, TargetEnvironment target, List<LoadFault> faults) {
        SortedSet<String> libraries = new TreeSet<>();
        faults.forEach(fault -> fault.library().ifPresent(libraries::add));
        int present = target.platform().libc().orElseThrow().minor();
        Optional<LibraryCopies.Floor> floor = copies.floor(
                        libraries, systemLibraries, target.platform().arch())
                .filter(one -> one.minor() > present);
        String what = "The target cannot load `" + wheel.fileName() + "`, which was built on this machine"
                + "\n    target: " + target + lines(faults)
                + floor.map(one -> "\n    a copy of `" + FileTree.shown(one.library())
                                + "` of this machine needs glibc 2." + one.minor())
                        .orElse("");
        return new RefusedCode(
                wheel.name().name().value(), Optional.empty(), what, target, faults, systemLibraries, floor);
    }

    private static String lines(List<LoadFault> faults) {
        String lines = faults.stream()
                .limit(MOST_SHOWN)
                .map(fault -> "\n    " + fault.text())
                .collect(Collectors.joining());
        return faults.size() > MOST_SHOWN ? lines + "\n    and " + (faults.size() - MOST_SHOWN) + " more" : lines;
    }
}
