package io.github.pywar.app.lock;

import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.library.PackageSources;
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

/** Shows what has newer versions: those that the requirements would allow, and those that they keep away. */
public final class OutdatedApp {

    private static final String ROW = "%-32s %-16s %-16s %s";

    private final Progress progress;

    /** @param progress told of each line */
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

    /** Changes nothing. */
    public void run(AppSpec spec, PackageSources supply, LockChoice choice) throws IOException {
        Map<PackageName, Version> locked =
                choice.isThere() ? AppLock.read(choice).versions(spec) : Map.of();
        List<Row> rows = supply.open(spec.dependencies(), progress, open -> {
            Resolution now = open.resolve(spec, locked, Progress.SILENT);
            Resolution best = locked.isEmpty() ? now : open.resolve(spec, Map.of(), progress);
            return rows(now, best, open);
        });
        List<String> outdated =
                rows.stream().filter(Row::isOutdated).map(Row::text).toList();
        if (outdated.isEmpty()) {
            progress.step("Everything is of its newest version: " + rows.size() + " packages");
            return;
        }
        progress.step(String.format(
                Locale.ROOT, ROW, "package", locked.isEmpty() ? "chosen" : "locked", "allowed", "newest"));
        outdated.forEach(progress::step);
        progress.step("`allowed` is what pywar:lock -Dpywar.upgrade=all would take");
    }

    private static List<Row> rows(Resolution now, Resolution best, OpenPackageSources open) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (ResolvedPackage chosen : now.packages()) {
            if (!chosen.direct()) {
                Version allowed =
                        best.find(chosen.name()).map(ResolvedPackage::version).orElse(chosen.version());
                Version newest = newest(open.index().project(chosen.name()), chosen.name())
                        .orElse(chosen.version());
                rows.add(new Row(chosen.name(), chosen.version(), allowed, newest));
            }
        }
        return rows;
    }

    /** Finals that were not taken back, whether or not there is a wheel for the target. */
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
