package io.github.pywar.app.task;

import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.ProjectLock;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows packages with newer versions: the newest that the requirements allow, and the newest of all. */
public final class OutdatedApp {

    private static final String ROW = "%-32s %-16s %-16s %s";

    private final Progress progress;

    /** @param progress receives each line */
    public OutdatedApp(Progress progress) {
        this.progress = progress;
    }

    private record Row(PackageName name, Version current, Version allowed, Version newest) {

        boolean isOutdated() {
            return current.compareTo(allowed) < 0 || current.compareTo(newest) < 0;
        }

        String text() {
            return String.format(Locale.ROOT, ROW, name, current, allowed, newest)
                    .stripTrailing();
        }
    }

    /** Shows a table of outdated packages. No file is changed. */
    public void run(AppSpec spec, PackageSources sources, LockSettings settings) throws IOException {
        Map<PackageName, Version> locked =
                ProjectLock.find(settings).map(lock -> lock.versions(spec)).orElse(Map.of());
        List<Row> rows = sources.open(spec.dependencies(), progress, open -> {
            Resolution current = open.resolve(spec, locked, Progress.SILENT);
            Resolution upgraded = locked.isEmpty() ? current : open.resolve(spec, Map.of(), progress);
            return rows(current, upgraded, open);
        });
        List<String> outdated =
                rows.stream().filter(Row::isOutdated).map(Row::text).toList();
        if (outdated.isEmpty()) {
            progress.step("All " + rows.size() + " packages have their newest version");
            return;
        }
        progress.step(String.format(
                Locale.ROOT, ROW, "package", locked.isEmpty() ? "chosen" : "locked", "allowed", "newest"));
        outdated.forEach(progress::step);
        progress.step("To upgrade to the `allowed` versions: pywar:lock -Dpywar.upgrade=all");
    }

    private static List<Row> rows(Resolution current, Resolution upgraded, OpenPackageSources open) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (ResolvedPackage chosen : current.packages()) {
            if (!chosen.direct()) {
                Version allowed = upgraded.find(chosen.name())
                        .map(ResolvedPackage::version)
                        .orElse(chosen.version());
                Version newest = newest(open.index().project(chosen.name()), chosen.name())
                        .orElse(chosen.version());
                rows.add(new Row(chosen.name(), chosen.version(), allowed, newest));
            }
        }
        return rows;
    }

    /** Returns the newest final release that is not yanked, even if no wheel of it fits the target. */
    private static Optional<Version> newest(Optional<ProjectPage> page, PackageName name) {
        return page.stream()
                .flatMap(found -> found.files().stream())
                .filter(file -> !file.isYanked())
                .flatMap(file -> version(file, name).stream())
                .filter(version -> !version.isPrerelease())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Version> version(DistributionFile file, PackageName name) {
        return file.isWheel()
                ? WheelName.tryParse(file.fileName()).map(WheelName::version)
                : SdistName.tryParse(file.fileName(), name).map(SdistName::version);
    }
}
