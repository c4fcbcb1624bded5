package io.github.pywar.app.task;

import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.lock.LockFacts;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.ProjectLock;
import io.github.pywar.app.lock.PublisherReview;
import io.github.pywar.app.release.CoolingReleases;
import io.github.pywar.app.release.CoolingReleases.Cooling;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.report.OutdatedListing;
import io.github.pywar.app.report.OutdatedPackage;
import io.github.pywar.app.report.VersionLimits;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.CoolDown;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists packages with newer versions: the newest that the requirements allow, and the newest of all. */
public final class OutdatedApp {

    private final Progress progress;

    /** @param progress receives each line */
    public OutdatedApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Lists the outdated packages. No other file is changed.
     *
     * @param coolDown the wait before a new release is proposed
     * @param output of the list
     */
    public void run(
            AppSpec spec,
            PackageSources sources,
            LockSettings settings,
            Optional<CoolDown> coolDown,
            ListingOutput output)
            throws IOException {
        Optional<ProjectLock> lock = ProjectLock.find(settings);
        Map<PackageName, Version> locked = lock.map(one -> one.versions(spec)).orElse(Map.of());
        PublisherReview publishers =
                new PublisherReview(lock.map(ProjectLock::facts).orElse(LockFacts.NONE), locked);
        List<OutdatedPackage> all = sources.open(spec.dependencies(), progress, open -> {
            Resolution current = open.resolve(spec, locked, Progress.SILENT);
            Optional<CoolDown> wait = coolDown.map(one -> one.keeping(versions(current)));
            Resolution upgraded = locked.isEmpty() ? current : open.resolve(spec, Map.of(), wait, progress);
            Optional<CoolingReleases> releases = wait.map(one -> new CoolingReleases(open.index(), one));
            Map<PackageName, Cooling> cooling = Map.of();
            if (releases.isPresent()) {
                CoolingReleases.reportWithoutTimes(current, progress);
                cooling = releases.get().of(upgraded);
            }
            List<ResolvedPackage> newer = publishers.upgraded(upgraded.packages());
            publishers.warn(newer, open.facts().publishers(newer, progress), progress);
            return packages(spec, current, upgraded, cooling, open);
        });
        String application =
                spec.identity().artifactId() + " " + spec.identity().version();
        List<OutdatedPackage> outdated =
                all.stream().filter(OutdatedPackage::isOutdated).toList();
        output.write(new OutdatedListing(application, all.size(), !locked.isEmpty(), outdated), progress);
    }

    private static List<OutdatedPackage> packages(
            AppSpec spec,
            Resolution current,
            Resolution upgraded,
            Map<PackageName, Cooling> cooling,
            OpenPackageSources open)
            throws IOException {
        VersionLimits limits = new VersionLimits(spec.dependencies(), spec.target(), upgraded);
        List<OutdatedPackage> all = new ArrayList<>();
        for (ResolvedPackage chosen : current.packages()) {
            if (!chosen.direct()) {
                Version allowed = upgraded.find(chosen.name())
                        .map(ResolvedPackage::version)
                        .orElse(chosen.version());
                List<DistributionFile> files = open.index().project(chosen.name()).stream()
                        .flatMap(page -> page.files().stream())
                        .toList();
                Version newest = newest(files, chosen.name()).orElse(chosen.version());
                List<DistributionFile> ofNewest = files.stream()
                        .filter(file -> CoolingReleases.version(file, chosen.name())
                                .filter(newest::equals)
                                .isPresent())
                        .toList();
                List<String> limiting = allowed.compareTo(newest) < 0
                        ? new ArrayList<>(limits.excluding(chosen.name(), newest, ofNewest))
                        : new ArrayList<>();
                Optional.ofNullable(cooling.get(chosen.name()))
                        .filter(one -> one.version().equals(newest))
                        .ifPresent(one -> limiting.add("cool-down (uploaded " + one.day() + ")"));
                all.add(new OutdatedPackage(chosen.name(), chosen.version(), allowed, newest, limiting));
            }
        }
        return all;
    }

    /** Returns the newest final release that is not yanked, even if no wheel of it fits the target. */
    private static Optional<Version> newest(List<DistributionFile> files, PackageName name) {
        return files.stream()
                .filter(file -> !file.isYanked())
                .flatMap(file -> CoolingReleases.version(file, name).stream())
                .filter(version -> !version.isPrerelease())
                .max(Comparator.naturalOrder());
    }

    private static Map<PackageName, Version> versions(Resolution resolution) {
        return resolution.packages().stream()
                .collect(Collectors.toMap(ResolvedPackage::name, ResolvedPackage::version));
    }
}
