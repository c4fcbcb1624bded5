package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.BuildTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Selector of the candidates on a project's page: the best file of each version, and the versions in the order of
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
     * Selects the candidates. A version without a usable wheel is a candidate if its source distribution may be used. A page
     * without the files that do not fit the target has only the name of the source distribution; the full page is read when
     * the solver tries the version.
     *
     * @param page the page with at least the wheels that fit, and the names of all files
     * @param pins specifiers that pin the project now; they admit yanked versions
     * @param fullPage reads the page with all files; called on demand
     * @param required versions that have only source code are candidates in this range; elsewhere only if no version with a
     *     wheel is before them
     */
    Releases select(
            ProjectPage page,
            Supplier<Set<VersionSpecifiers>> pins,
            Supplier<ProjectPage> fullPage,
            VersionRange required) {
        PackageName project = page.name();
        List<DistributionFile> usable =
                rules.formats().modeOf(project) == FormatMode.WHEELS ? fitting(page.files()) : page.files();
        Map<Version, VersionFiles> versions = byVersion(project, usable);
        if (rules.formats().modeOf(project) != FormatMode.WHEELS) {
            addNames(project, page.otherFiles(), versions);
        }
        Releases.FullSelection known = evaluate(project, versions, pins.get());
        Map<Version, Release> all = new LinkedHashMap<>(known.all());
        List<Version> omitted = olderSources(known.all(), required);
        for (Version version : omitted) {
            all.remove(version);
        }
        return new Releases(
                true,
                all,
                known.rejected(),
                () -> evaluate(project, byVersion(project, fullPage.get().files()), pins.get()),
                omitted);
    }

    private List<DistributionFile> fitting(List<DistributionFile> files) {
        List<DistributionFile> fitting = new ArrayList<>();
        for (DistributionFile file : files) {
            if (fit.test(file.fileName())) {
                fitting.add(file);
            }
        }
        return fitting;
    }

    /**
     * Finds the versions that have only source code, and are behind a version with a wheel. Old source code often cannot be
     * built any more, and each build takes seconds: it is not built to learn that a conflict remains.
     */
    private static List<Version> olderSources(Map<Version, Release> all, VersionRange required) {
        List<Version> older = new ArrayList<>();
        boolean isBehindWheel = false;
        for (Release release : all.values()) {
            if (isBehindWheel && !release.isWheel() && !required.contains(release.version())) {
                older.add(release.version());
            }
            isBehindWheel |= release.isWheel();
        }
        return older;
    }

    /** Adds the source distributions of versions without a usable wheel, and the names of other wheels of these versions. */
    private static void addNames(PackageName project, List<String> names, Map<Version, VersionFiles> versions) {
        WheelNames parser = new WheelNames(project);
        Set<Version> withoutWheel = new HashSet<>();
        for (String name : names) {
            Optional<Version> version = parser.source(name);
            if (version.isPresent() && lacksFile(versions.get(version.get()))) {
                withoutWheel.add(version.get());
                filesOf(version.get(), versions).addName(name);
            }
        }
        for (String name : withoutWheel.isEmpty() ? List.<String>of() : names) {
            Optional<WheelNames.ParsedName> parsed = parser.parse(name);
            if (parsed.isPresent() && withoutWheel.contains(parsed.get().version())) {
                versions.get(parsed.get().version()).addName(name);
            }
        }
    }

    private static VersionFiles filesOf(Version version, Map<Version, VersionFiles> versions) {
        VersionFiles known = versions.get(version);
        if (known == null) {
            known = new VersionFiles(version);
            versions.put(version, known);
        }
        return known;
    }

    private static boolean lacksFile(VersionFiles version) {
        return version == null || version.best().isEmpty();
    }

    /** Returns whether the page has a file of a later final version that is not a candidate. */
    static boolean listsLater(ProjectPage page, Version version, Releases releases) {
        WheelNames names = new WheelNames(page.name());
        Set<String> checked = new HashSet<>();
        for (DistributionFile file : page.files()) {
            if (checked.add(WheelNames.start(file.fileName()))
                    && isMissing(names.later(file.fileName(), version), releases)) {
                return true;
            }
        }
        for (String fileName : page.otherFiles()) {
            if (checked.add(WheelNames.start(fileName)) && isMissing(names.later(fileName, version), releases)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMissing(Optional<Version> later, Releases releases) {
        return later.isPresent() && !releases.all().containsKey(later.get());
    }

    private Releases.FullSelection evaluate(
            PackageName project, Map<Version, VersionFiles> versions, Set<VersionSpecifiers> pins) {
        Map<Version, Release> all = new LinkedHashMap<>();
        Map<Version, Release> yanked = new LinkedHashMap<>();
        List<RejectedCandidate> rejected = new ArrayList<>();
        for (VersionFiles version : inOrder(project, versions)) {
            boolean isListed = version.isListed() && rules.formats().allowsSource(project, version.isCompiled());
            if (!isListed && !version.isDescribed()) {
                continue;
            }
            Optional<RejectedCandidate> rejection = reject(project, version, isListed, pins);
            if (rejection.isPresent()) {
                rejected.add(rejection.get());
            } else if (isListed) {
                all.put(version.version(), Release.listed(version.version()));
            } else {
                Release release = Release.of(version.version(), version.best().get());
                boolean isLast = release.yanked().isPresent() && !isPreferred(project, version.version());
                (isLast ? yanked : all).put(version.version(), release);
            }
        }
        all.putAll(yanked);
        return new Releases.FullSelection(all, rejected);
    }

    private Map<Version, VersionFiles> byVersion(PackageName project, List<DistributionFile> files) {
        Map<Version, VersionFiles> versions = new HashMap<>();
        WheelNames names = new WheelNames(project);
        Set<String> withTimes = indexesWithTimes(files);
        List<DistributionFile> sources = new ArrayList<>();
        for (DistributionFile file : files) {
            Optional<WheelNames.ParsedName> wheel = names.parse(file.fileName());
            if (wheel.isPresent()) {
                filesOf(wheel.get().version(), versions)
                        .add(rated(
                                file,
                                wheel.get(),
                                wheelReason(project, wheel.get().version(), file, withTimes)));
            } else if (!file.isWheel()) {
                sources.add(file);
            }
        }
        for (DistributionFile file : sources) {
            Optional<Version> version = names.source(file.fileName());
            if (version.isPresent()) {
                addSource(project, file, filesOf(version.get(), versions), withTimes);
            }
        }
        return versions;
    }

    /** The wheels of the version are known: if all of them are for a platform, the source code must be compiled. */
    private void addSource(PackageName project, DistributionFile file, VersionFiles version, Set<String> withTimes) {
        if (rules.formats().allowsSource(project, version.isCompiled())) {
            version.addSource(new VersionFiles.RatedFile(
                    file,
                    BuildTag.NONE,
                    OptionalInt.of(0),
                    rules.pythonMismatch(file),
                    otherReason(project, version.version(), file, withTimes)));
        } else {
            version.addIgnoredSource(file);
        }
    }

    private VersionFiles.RatedFile rated(
            DistributionFile file, WheelNames.ParsedName name, Optional<RejectedCandidate.Reason> otherReason) {
        return new VersionFiles.RatedFile(
                file, name.build(), fit.rank(file.fileName()), rules.pythonMismatch(file), otherReason);
    }

    private Optional<RejectedCandidate.Reason> wheelReason(
            PackageName project, Version version, DistributionFile file, Set<String> withTimes) {
        return rules.formats().modeOf(project) == FormatMode.SOURCE
                ? Optional.of(RejectedCandidate.Reason.FORMAT)
                : otherReason(project, version, file, withTimes);
    }

    private Optional<RejectedCandidate.Reason> otherReason(
            PackageName project, Version version, DistributionFile file, Set<String> withTimes) {
        if (!rules.isHashAllowed(project, file)) {
            return Optional.of(RejectedCandidate.Reason.HASH);
        }
        if (rules.isTooNew(file, withTimes)) {
            return Optional.of(RejectedCandidate.Reason.TOO_NEW);
        }
        return rules.isCoolingDown(project, version, file)
                ? Optional.of(RejectedCandidate.Reason.COOLING_DOWN)
                : Optional.empty();
    }

    /** Returns the indexes that list an upload time for at least one of the files. */
    private Set<String> indexesWithTimes(List<DistributionFile> files) {
        Set<String> indexes = new HashSet<>();
        for (DistributionFile file : rules.isLimitedInTime() ? files : List.<DistributionFile>of()) {
            if (file.uploadTime().isPresent()) {
                indexes.add(file.indexId());
            }
        }
        return indexes;
    }

    private List<VersionFiles> inOrder(PackageName project, Map<Version, VersionFiles> files) {
        List<VersionFiles> order = new ArrayList<>(files.values());
        order.sort(
                new VersionOrder(rules.formats().prefersWheels(), rules.prereleases(project) != PrereleaseMode.ALWAYS));
        Optional<Version> version = rules.preferred(project);
        VersionFiles preferred = version.isPresent() ? files.get(version.get()) : null;
        if (preferred != null) {
            order.remove(preferred);
            order.add(0, preferred);
        }
        return order;
    }

    private Optional<RejectedCandidate> reject(
            PackageName project, VersionFiles files, boolean isListed, Set<VersionSpecifiers> pins) {
        Version version = files.version();
        Optional<RootRequirement> constraint = rules.violatedConstraint(project, version);
        if (constraint.isPresent()) {
            return Optional.of(files.reject(
                    RejectedCandidate.Reason.CONSTRAINT, "is ruled out by the constraint " + constraint.get()));
        }
        if (version.isPrerelease() && rules.prereleases(project) == PrereleaseMode.NEVER) {
            return Optional.of(files.reject(RejectedCandidate.Reason.PRERELEASE, "is a pre-release"));
        }
        if (isListed) {
            return Optional.empty();
        }
        if (files.best().isEmpty()) {
            return Optional.of(files.rejection());
        }
        Optional<String> yanked = files.best().get().yanked();
        return yanked.isEmpty() || isPreferred(project, version) || isPinned(version, pins)
                ? Optional.empty()
                : Optional.of(yanked(files, yanked.get()));
    }

    private static boolean isPinned(Version version, Set<VersionSpecifiers> pins) {
        for (VersionSpecifiers pin : pins) {
            if (pin.accepts(version)) {
                return true;
            }
        }
        return false;
    }

    private static RejectedCandidate yanked(VersionFiles files, String reason) {
        return files.reject(
                RejectedCandidate.Reason.YANKED, "was yanked" + (reason.isBlank() ? "" : " (" + reason.strip() + ")"));
    }

    boolean allowsSource(PackageName project) {
        return rules.formats().modeOf(project) != FormatMode.WHEELS;
    }

    boolean isPreferred(PackageName project, Version version) {
        Optional<Version> preferred = rules.preferred(project);
        return preferred.isPresent() && preferred.get().equals(version);
    }
}
