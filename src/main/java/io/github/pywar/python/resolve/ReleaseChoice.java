package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.SdistName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a project's page to what can be chosen of it: one wheel a version, versions in the order of preference. */
final class ReleaseChoice {

    private final ReleaseRules rules;
    private final WheelFit fit;

    ReleaseChoice(ReleaseRules rules, WheelFit fit) {
        this.rules = rules;
        this.fit = fit;
    }

    /**
     * @param page at least the wheels that fit
     * @param pins what somebody fixes the version to: yanked files count there, behind all others
     * @param everything the whole page, for what has no fitting wheel; asked for if somebody wants to know
     */
    Releases of(ProjectPage page, Set<VersionSpecifiers> pins, Supplier<ProjectPage> everything) {
        List<DistributionFile> fitting =
                page.files().stream().filter(file -> fit.test(file.fileName())).toList();
        Map<Version, Release> all = new LinkedHashMap<>();
        List<RejectedCandidate> ruledOut = judge(page.name(), fitting, pins, all);
        return new Releases(
                true, all, ruledOut, () -> judge(page.name(), everything.get().files(), pins, new LinkedHashMap<>()));
    }

    /** @return whether the page has a file of a later final version than that, one that cannot be chosen */
    static boolean hasLater(ProjectPage page, Version version, Releases releases) {
        WheelNames names = new WheelNames(page.name());
        return Stream.concat(page.files().stream().map(DistributionFile::fileName), page.otherFiles().stream())
                .anyMatch(fileName -> names.later(fileName, version)
                        .filter(later -> !releases.all().containsKey(later))
                        .isPresent());
    }

    /** @return those that cannot be chosen; the others are put into {@code all} */
    private List<RejectedCandidate> judge(
            PackageName project, List<DistributionFile> files, Set<VersionSpecifiers> pins, Map<Version, Release> all) {
        Map<Version, Release> yanked = new LinkedHashMap<>();
        List<RejectedCandidate> passedOver = new ArrayList<>();
        for (VersionFiles version : inOrder(project, byVersion(project, files))) {
            Optional<RejectedCandidate> reason = ruledOut(project, version, pins);
            if (reason.isPresent()) {
                passedOver.add(reason.get());
            } else {
                Release release = Release.of(version.version(), version.best().get());
                boolean last = release.yanked().isPresent() && !isPreferred(project, version.version());
                (last ? yanked : all).put(version.version(), release);
            }
        }
        all.putAll(yanked);
        return passedOver;
    }

    private Map<Version, VersionFiles> byVersion(PackageName project, List<DistributionFile> files) {
        Map<Version, VersionFiles> versions = new HashMap<>();
        WheelNames names = new WheelNames(project);
        Set<String> telling = telling(files);
        for (DistributionFile file : files) {
            Optional<WheelNames.Named> wheel = names.read(file.fileName());
            if (wheel.isPresent()) {
                versions.computeIfAbsent(wheel.get().version(), VersionFiles::new)
                        .add(judged(file, wheel.get(), refusal(project, file, telling)));
            } else if (!file.isWheel()) {
                SdistName.tryParse(file.fileName(), project)
                        .ifPresent(sdist -> versions.computeIfAbsent(sdist.version(), VersionFiles::new)
                                .addSource(file));
            }
        }
        return versions;
    }

    private VersionFiles.Judged judged(
            DistributionFile file, WheelNames.Named name, Optional<RejectedCandidate.Reason> refusal) {
        return new VersionFiles.Judged(
                file, name.build(), fit.rank(file.fileName()), rules.pythonNeeded(file), refusal);
    }

    private Optional<RejectedCandidate.Reason> refusal(
            PackageName project, DistributionFile file, Set<String> telling) {
        if (!rules.isHashAllowed(project, file)) {
            return Optional.of(RejectedCandidate.Reason.HASH);
        }
        return rules.isTooNew(file, telling) ? Optional.of(RejectedCandidate.Reason.TOO_NEW) : Optional.empty();
    }

    /** @return the indexes that tell upload times, of those of the files */
    private Set<String> telling(List<DistributionFile> files) {
        return rules.isLimitedInTime()
                ? files.stream()
                        .filter(file -> file.uploadTime().isPresent())
                        .map(DistributionFile::indexId)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private List<VersionFiles> inOrder(PackageName project, Map<Version, VersionFiles> files) {
        List<VersionFiles> order = new ArrayList<>(files.values());
        Comparator<VersionFiles> newest =
                Comparator.comparing(VersionFiles::version).reversed();
        order.sort(
                rules.prereleases(project) == PrereleaseMode.ALWAYS
                        ? newest
                        : Comparator.comparing(
                                        (VersionFiles one) -> one.version().isPrerelease())
                                .thenComparing(newest));
        rules.preferred(project).map(files::get).ifPresent(kept -> {
            order.remove(kept);
            order.add(0, kept);
        });
        return order;
    }

    private Optional<RejectedCandidate> ruledOut(PackageName project, VersionFiles files, Set<VersionSpecifiers> pins) {
        Version version = files.version();
        Optional<RootRequirement> constraint = rules.ruledOutBy(project, version);
        if (constraint.isPresent()) {
            return Optional.of(files.passedOver(
                    RejectedCandidate.Reason.CONSTRAINT, "is ruled out by the constraint " + constraint.get()));
        }
        if (version.isPrerelease() && rules.prereleases(project) == PrereleaseMode.NEVER) {
            return Optional.of(files.passedOver(RejectedCandidate.Reason.PRERELEASE, "is a pre-release"));
        }
        if (files.best().isEmpty()) {
            return Optional.of(files.misfit());
        }
        boolean admitted = isPreferred(project, version) || pins.stream().anyMatch(pin -> pin.accepts(version));
        return files.best()
                .get()
                .yanked()
                .filter(reason -> !admitted)
                .map(reason -> files.passedOver(
                        RejectedCandidate.Reason.YANKED,
                        "was yanked" + (reason.isBlank() ? "" : " (" + reason.strip() + ")")));
    }

    boolean isPreferred(PackageName project, Version version) {
        return rules.preferred(project).filter(version::equals).isPresent();
    }
}
