package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.RootRequirement;
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

/**
 * Selector of the candidates on a project's page: the best wheel of each version, and the versions in the order of
 * preference.
 *
 * <p>The order decides what the solver tries first: the preferred version of an earlier lock, final versions,
 * pre-releases, yanked versions, each newest first. Pre-releases follow all final versions, so that the result does not
 * depend on the order of the requirements. Yanked versions come last even if they are pinned: a pin elsewhere must not
 * make them the first choice.
 */
final class ReleaseSelector {

    private final ReleaseRules rules;
    private final WheelFit fit;

    ReleaseSelector(ReleaseRules rules, WheelFit fit) {
        this.rules = rules;
        this.fit = fit;
    }

    /**
     * Selects the candidates.
     *
     * @param page the page with at least the wheels that fit
     * @param pins specifiers that pin the project; they admit yanked versions
     * @param fullPage reads the page with all files, to find the versions without a fitting wheel; called on demand
     */
    Releases select(ProjectPage page, Set<VersionSpecifiers> pins, Supplier<ProjectPage> fullPage) {
        List<DistributionFile> fitting =
                page.files().stream().filter(file -> fit.test(file.fileName())).toList();
        Map<Version, Release> all = new LinkedHashMap<>();
        List<RejectedCandidate> rejectedDespiteWheel = evaluate(page.name(), fitting, pins, all);
        return new Releases(
                true,
                all,
                rejectedDespiteWheel,
                () -> evaluate(page.name(), fullPage.get().files(), pins, new LinkedHashMap<>()));
    }

    /** Returns whether the page has a file of a later final version that is not a candidate. */
    static boolean listsLater(ProjectPage page, Version version, Releases releases) {
        WheelNames names = new WheelNames(page.name());
        return Stream.concat(page.files().stream().map(DistributionFile::fileName), page.otherFiles().stream())
                .anyMatch(fileName -> names.later(fileName, version)
                        .filter(later -> !releases.all().containsKey(later))
                        .isPresent());
    }

    /** Puts the candidates into {@code all}, in order, and returns the rejected versions. */
    private List<RejectedCandidate> evaluate(
            PackageName project, List<DistributionFile> files, Set<VersionSpecifiers> pins, Map<Version, Release> all) {
        Map<Version, Release> yanked = new LinkedHashMap<>();
        List<RejectedCandidate> rejected = new ArrayList<>();
        for (VersionFiles version : inOrder(project, byVersion(project, files))) {
            Optional<RejectedCandidate> rejection = reject(project, version, pins);
            if (rejection.isPresent()) {
                rejected.add(rejection.get());
            } else {
                Release release = Release.of(version.version(), version.best().get());
                boolean isLast = release.yanked().isPresent() && !isPreferred(project, version.version());
                (isLast ? yanked : all).put(version.version(), release);
            }
        }
        all.putAll(yanked);
        return rejected;
    }

    private Map<Version, VersionFiles> byVersion(PackageName project, List<DistributionFile> files) {
        Map<Version, VersionFiles> versions = new HashMap<>();
        WheelNames names = new WheelNames(project);
        Set<String> withTimes = indexesWithTimes(files);
        for (DistributionFile file : files) {
            Optional<WheelNames.ParsedName> wheel = names.parse(file.fileName());
            if (wheel.isPresent()) {
                versions.computeIfAbsent(wheel.get().version(), VersionFiles::new)
                        .add(rated(file, wheel.get(), otherReason(project, file, withTimes)));
            } else if (!file.isWheel()) {
                SdistName.tryParse(file.fileName(), project)
                        .ifPresent(sdist -> versions.computeIfAbsent(sdist.version(), VersionFiles::new)
                                .addSource(file));
            }
        }
        return versions;
    }

    private VersionFiles.RatedWheel rated(
            DistributionFile file, WheelNames.ParsedName name, Optional<RejectedCandidate.Reason> otherReason) {
        return new VersionFiles.RatedWheel(
                file, name.build(), fit.rank(file.fileName()), rules.pythonMismatch(file), otherReason);
    }

    private Optional<RejectedCandidate.Reason> otherReason(
            PackageName project, DistributionFile file, Set<String> withTimes) {
        if (!rules.isHashAllowed(project, file)) {
            return Optional.of(RejectedCandidate.Reason.HASH);
        }
        return rules.isTooNew(file, withTimes) ? Optional.of(RejectedCandidate.Reason.TOO_NEW) : Optional.empty();
    }

    /** Returns the indexes that list an upload time for at least one of the files. */
    private Set<String> indexesWithTimes(List<DistributionFile> files) {
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
        rules.preferred(project).map(files::get).ifPresent(preferred -> {
            order.remove(preferred);
            order.add(0, preferred);
        });
        return order;
    }

    private Optional<RejectedCandidate> reject(PackageName project, VersionFiles files, Set<VersionSpecifiers> pins) {
        Version version = files.version();
        Optional<RootRequirement> constraint = rules.violatedConstraint(project, version);
        if (constraint.isPresent()) {
            return Optional.of(files.reject(
                    RejectedCandidate.Reason.CONSTRAINT, "is ruled out by the constraint " + constraint.get()));
        }
        if (version.isPrerelease() && rules.prereleases(project) == PrereleaseMode.NEVER) {
            return Optional.of(files.reject(RejectedCandidate.Reason.PRERELEASE, "is a pre-release"));
        }
        if (files.best().isEmpty()) {
            return Optional.of(files.rejection());
        }
        boolean isAdmitted = isPreferred(project, version) || pins.stream().anyMatch(pin -> pin.accepts(version));
        return files.best()
                .get()
                .yanked()
                .filter(reason -> !isAdmitted)
                .map(reason -> files.reject(
                        RejectedCandidate.Reason.YANKED,
                        "was yanked" + (reason.isBlank() ? "" : " (" + reason.strip() + ")")));
    }

    boolean isPreferred(PackageName project, Version version) {
        return rules.preferred(project).filter(version::equals).isPresent();
    }
}
