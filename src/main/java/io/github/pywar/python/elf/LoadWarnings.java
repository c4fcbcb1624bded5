package io.github.pywar.python.elf;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Warnings about libraries whose native code the target cannot load, although their tags fit: one a wheel. */
public final class LoadWarnings {

    private static final int MOST_SHOWN = 5;

    private final TargetEnvironment target;
    private final Set<String> systemLibraries;
    private final Progress progress;

    /**
     * @param systemLibraries the libraries that the target has, in addition to those of every Linux
     * @param progress for the warnings
     */
    public LoadWarnings(TargetEnvironment target, Set<String> systemLibraries, Progress progress) {
        this.target = target;
        this.systemLibraries = Set.copyOf(systemLibraries);
        this.progress = progress;
    }

    /** Checks all libraries of one archive: a wheel can need libraries that another one contains. */
    public void report(List<Wheel> wheels) throws IOException {
        if (target.platform().isMacos()) {
            return;
        }
        Set<String> contained = new HashSet<>(systemLibraries);
        for (NativeRequirements required : NativeRequirements.of(wheels)) {
            contained.addAll(required.libraries());
        }
        for (Wheel wheel : wheels) {
            List<LoadFault> faults = LoadCheck.faults(wheel, target, contained);
            if (faults.isEmpty()) {
                noteUnexpectedCode(wheel);
            } else {
                warn(wheel, faults);
            }
        }
    }

    private void warn(Wheel wheel, List<LoadFault> faults) {
        String lines = faults.stream()
                .limit(MOST_SHOWN)
                .map(one -> "\n    " + one.text())
                .collect(Collectors.joining());
        String more = faults.size() > MOST_SHOWN ? "\n    and " + (faults.size() - MOST_SHOWN) + " more" : "";
        boolean isTooNew = faults.stream().anyMatch(one -> one.kind() == LoadFault.Kind.VERSION && one.floor() >= 0);
        int floor = faults.stream().mapToInt(LoadFault::floor).max().orElseThrow();
        progress.warning(
                "The target may not load `" + wheel.fileName() + "`, although its tags fit" + lines + more,
                isTooNew ? List.of(Hint.of(PythonHint.RAISE_LIBC, "glibc-2." + floor)) : List.of());
    }

    private static boolean isForAll(Wheel wheel) {
        for (WheelTag tag : wheel.name().tags()) {
            if (!tag.platform().equals("any")) {
                return false;
            }
        }
        return true;
    }

    private void noteUnexpectedCode(Wheel wheel) throws IOException {
        NativeRequirements required = NativeRequirements.of(wheel);
        if (required.isNative() && isForAll(wheel)) {
            String machines = required.groups().stream()
                    .map(NativeGroup::machine)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            progress.detail("`" + wheel.fileName() + "` has native code for " + machines
                    + ", although its tag is for any platform");
        }
    }
}
