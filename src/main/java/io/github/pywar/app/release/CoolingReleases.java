package io.github.pywar.app.release;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.CoolDown;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Releases that are newer than the chosen versions, and too new to be chosen.
 *
 * @param index all package sources as one index
 * @param coolDown the wait before a new release is chosen
 */
public record CoolingReleases(PackageIndex index, CoolDown coolDown) {

    /**
     * Release that is too new.
     *
     * @param version the newest of the package that is too new
     * @param uploaded the time of its first file
     */
    public record Cooling(Version version, Instant uploaded) {

        /** Returns the day of its upload, in UTC. */
        public String day() {
            return uploaded.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
    }

    /** Returns the too new releases, by package. */
    public Map<PackageName, Cooling> of(Resolution resolution) throws IOException {
        Map<PackageName, Cooling> all = new TreeMap<>();
        for (ResolvedPackage chosen : resolution.packages()) {
            if (!chosen.direct()) {
                newest(chosen).ifPresent(cooling -> all.put(chosen.name(), cooling));
            }
        }
        return all;
    }

    private Optional<Cooling> newest(ResolvedPackage chosen) throws IOException {
        Map<Version, Instant> uploads = new TreeMap<>(Comparator.reverseOrder());
        for (DistributionFile file : files(chosen.name())) {
            Optional<Version> version = version(file, chosen.name())
                    .filter(one -> one.compareTo(chosen.version()) > 0 && !one.isPrerelease());
            if (version.isPresent() && !file.isYanked() && file.uploadTime().isPresent()) {
                uploads.merge(version.get(), file.uploadTime().get(), CoolingReleases::earlier);
            }
        }
        return uploads.entrySet().stream()
                .filter(one -> coolDown.excludes(chosen.name(), one.getKey(), one.getValue()))
                .findFirst()
                .map(one -> new Cooling(one.getKey(), one.getValue()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<DistributionFile> files(PackageName name) throws IOException {
        return index.project(name).stream()
                .flatMap(page -> page.files().stream())
                .toList();
    }

    /** Returns the version of a file of a project, from its name. */
    public static Optional<Version> version(DistributionFile file, PackageName name) {
        return file.isWheel()
                ? WheelName.tryParse(file.fileName()).map(WheelName::version)
                : SdistName.tryParse(file.fileName(), name).map(SdistName::version);
    }

    /**
     * Reports the releases that were not chosen, and the indexes on which the wait has no effect.
     *
     * @param isRequested whether a version could be chosen without the wait
     */
    public void report(Resolution resolution, BiPredicate<PackageName, Version> isRequested, Progress progress)
            throws IOException {
        Map<PackageName, Cooling> cooling = of(resolution);
        cooling.entrySet()
                .removeIf(one -> !isRequested.test(one.getKey(), one.getValue().version()));
        cooling.forEach((name, one) -> progress.step("Cooling down: " + name + " " + one.version() + ", uploaded "
                + one.day() + ". To take it now: -Dpywar.coolDownExcept=" + name));
        reportWithoutTimes(resolution, progress);
    }

    /** Reports the indexes on which the wait has no effect. */
    public static void reportWithoutTimes(Resolution resolution, Progress progress) {
        Map<String, List<String>> names = new TreeMap<>();
        for (ResolvedPackage chosen : resolution.packages()) {
            boolean isOfIndex = !chosen.direct() && !chosen.file().isLocal();
            if (isOfIndex && chosen.file().uploadTime().isEmpty()) {
                names.computeIfAbsent(chosen.file().indexId(), id -> new ArrayList<>())
                        .add(chosen.name().value());
            }
        }
        names.forEach((index, packages) -> progress.step("Cool-down: the index `" + index
                + "` lists no upload times of " + String.join(", ", packages) + ": releases of any age are taken"));
    }
}
