package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.elf.SystemRequirements;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the libraries of a resolution require of the target's system. For this their wheels are fetched, except those for
 * any platform.
 *
 * @param open the package sources
 * @param progress for downloads and warnings
 */
public record SystemExpectations(OpenPackageSources open, Progress progress) {

    /** Returns a block of lines; empty if the libraries require nothing, or if a wheel cannot be fetched. */
    public List<String> lines(Resolution resolution, TargetEnvironment target) throws IOException {
        List<ResolvedPackage> compiled = resolution.packages().stream()
                .filter(SystemExpectations::isCompiled)
                .toList();
        Map<String, NativeRequirements> required = new LinkedHashMap<>();
        try {
            List<Wheel> wheels = open.store()
                    .fetch(compiled.stream().map(ResolvedPackage::file).toList(), open.connections());
            for (int i = 0; i < wheels.size(); i++) {
                ResolvedPackage one = compiled.get(i);
                required.put(one.name() + " " + one.version(), NativeRequirements.of(wheels.get(i)));
            }
        } catch (UserException missing) {
            progress.warning("The requirements of the system are not shown: "
                    + missing.what().lines().findFirst().orElse(""));
            return List.of();
        }
        List<String> lines = SystemRequirements.lines(required, target);
        return lines.isEmpty()
                ? List.of()
                : ("The system of the target must have:\n    " + String.join("\n    ", lines))
                        .lines()
                        .toList();
    }

    private static boolean isCompiled(ResolvedPackage chosen) {
        return chosen.file().kind() == DistributionFile.Kind.WHEEL
                && WheelName.parse(chosen.file().fileName()).tags().stream()
                        .anyMatch(tag -> !tag.platform().equals("any"));
    }
}
