package io.github.pywar.python.resolve;

import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.RejectedCandidate;
import io.github.pywar.python.candidate.Release;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Outcome;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converter from the solver's solution to a resolution, with warnings and notes. */
final class ResolutionReport {

    private final ResolveRequest request;
    private final Catalog catalog;
    private final DependencyTranslator translator;
    private final Fetcher fetcher;

    ResolutionReport(ResolveRequest request, Catalog catalog, DependencyTranslator translator, Fetcher fetcher) {
        this.request = request;
        this.catalog = catalog;
        this.translator = translator;
        this.fetcher = fetcher;
    }

    /** @param skipped warnings about skipped files */
    Resolution resolution(List<RootRequirement> roots, Outcome.Solved<Project> solved, List<String> skipped) {
        Map<Project, Version> chosen = solved.chosen();
        Map<PackageName, List<ExtraName>> extras = new HashMap<>();
        chosen.keySet()
                .forEach(project -> project.extra()
                        .ifPresent(extra -> extras.computeIfAbsent(project.name(), name -> new ArrayList<>())
                                .add(extra)));
        List<ResolvedPackage> packages = new ArrayList<>();
        List<String> warnings = new ArrayList<>(skipped);
        chosen.keySet().stream()
                .filter(project -> !project.isExtra())
                .sorted(Comparator.comparing(Project::name))
                .forEach(project -> packages.add(resolved(
                        project.name(),
                        chosen.get(project),
                        extras.getOrDefault(project.name(), List.of()),
                        warnings)));
        Map<PackageName, List<Requirement>> requirements = byName(roots, packages);
        List<String> notes = new ArrayList<>();
        for (ResolvedPackage resolved : packages) {
            List<Requirement> ofProject = requirements.getOrDefault(resolved.name(), List.of());
            warn(resolved, ofProject, warnings);
            newerWithoutWheel(resolved, ofProject).ifPresent(notes::add);
            builtFromSource(resolved).ifPresent(notes::add);
        }
        warnings.addAll(withoutUploadTimes(packages));
        return new Resolution(roots, packages, warnings, notes, solved.statistics());
    }

    private static Map<PackageName, List<Requirement>> byName(
            List<RootRequirement> roots, List<ResolvedPackage> packages) {
        return Stream.concat(
                        roots.stream().map(RootRequirement::requirement),
                        packages.stream().flatMap(resolved -> resolved.requirements().stream()))
                .collect(Collectors.groupingBy(Requirement::name));
    }

    /** Returns a warning for each index without upload times, because the limit had no effect on its files. */
    private List<String> withoutUploadTimes(List<ResolvedPackage> packages) {
        Map<String, List<String>> names = new TreeMap<>();
        for (ResolvedPackage chosen : packages) {
            if (request.uploadedBefore().isPresent()
                    && !chosen.direct()
                    && !chosen.file().isLocal()
                    && chosen.file().uploadTime().isEmpty()) {
                names.computeIfAbsent(chosen.file().indexId(), id -> new ArrayList<>())
                        .add("`" + chosen.name() + "`");
            }
        }
        return names.entrySet().stream()
                .map(index ->
                        "The index `" + index.getKey() + "` lists no upload times, so files of any age were accepted: "
                                + String.join(", ", index.getValue()))
                .toList();
    }

    private ResolvedPackage resolved(
            PackageName name, Version version, List<ExtraName> requested, List<String> warnings) {
        Release release = catalog.find(name, version).orElseThrow();
        Metadata metadata = metadata(release);
        SortedSet<ExtraName> extras = new TreeSet<>();
        for (ExtraName extra : requested) {
            if (metadata.providesExtra().contains(extra)) {
                extras.add(extra);
            } else {
                warnings.add("`" + name + "` " + release.version() + " has no extra `" + extra + "`");
            }
        }
        if (metadata.isNewerThanKnown()) {
            warnings.add("`" + name + "` " + release.version() + " has metadata version "
                    + metadata.values(MetadataField.METADATA_VERSION).get(0)
                    + ", which is newer than supported: its new fields are ignored");
        }
        List<Requirement> requirements = new ArrayList<>(translator.requirements(Project.of(name), metadata));
        extras.forEach(extra -> requirements.addAll(translator.requirements(Project.of(name, extra), metadata)));
        return new ResolvedPackage(
                name,
                release.version(),
                release.file().orElseThrow(),
                metadata.requiresPython(),
                extras,
                List.copyOf(requirements),
                catalog.isDirect(name),
                release.isWheel() ? Optional.empty() : catalog.get(name).olderWithWheel(release.version()));
    }

    private Metadata metadata(Release release) {
        return Fetcher.await(fetcher.metadata(release.metadataFrom().orElseThrow()))
                .metadata()
                .orElseThrow();
    }

    private void warn(ResolvedPackage resolved, List<Requirement> ofProject, List<String> warnings) {
        String release = "`" + resolved.name() + "` " + resolved.version();
        resolved.file()
                .yanked()
                .ifPresent(reason -> warnings.add(
                        release + " was yanked by its authors" + (reason.isBlank() ? "" : ": " + reason.strip())));
        boolean isNamed = ofProject.stream()
                .anyMatch(requirement -> translator.specifiers(requirement).namesPrerelease());
        boolean isLast = request.prereleaseMode(resolved.name()) == PrereleaseMode.LAST;
        if (resolved.version().isPrerelease() && isLast && !isNamed && !resolved.direct()) {
            warnings.add(release + " is a pre-release: no final version satisfies the requirements");
        }
    }

    private Optional<String> builtFromSource(ResolvedPackage resolved) {
        DistributionFile file = resolved.file();
        if (file.isWheel()) {
            return Optional.empty();
        }
        String why = resolved.direct()
                ? "a requirement names `"
                        + Credentials.redact(
                                file.isLocal() ? file.fileName() : file.url().toString()) + "`"
                : request.formats().modeOf(resolved.name()) == FormatMode.SOURCE
                        ? "`--no-binary` excludes its wheels"
                        : "it has no wheel for " + request.target();
        return Optional.of("`" + resolved.name() + "` " + resolved.version() + " is built from source: " + why);
    }

    private Optional<String> newerWithoutWheel(ResolvedPackage resolved, List<Requirement> ofProject) {
        // The full page is large: it is read only if the names of other files show that there may be a note.
        if (resolved.direct() || !catalog.listsLater(resolved.name(), resolved.version())) {
            return Optional.empty();
        }
        return catalog.get(resolved.name()).rejected().stream()
                .filter(other -> other.reason() == RejectedCandidate.Reason.NO_WHEEL)
                .filter(other -> other.version().compareTo(resolved.version()) > 0)
                .filter(other -> !other.version().isPrerelease())
                .filter(other -> ofProject.stream()
                        .allMatch(requirement ->
                                translator.specifiers(requirement).accepts(other.version())))
                .findFirst()
                .map(other ->
                        "`" + resolved.name() + "` " + resolved.version() + " was chosen because " + other.version()
                                + " has no wheel for " + request.target() + needsNativeBuild(resolved.name(), other));
    }

    /** A version with wheels for platforms only is compiled from its source code. */
    private String needsNativeBuild(PackageName name, RejectedCandidate other) {
        boolean isBuildable = request.formats().modeOf(name) == FormatMode.ANY && other.hasSource();
        return isBuildable ? ", and is compiled from source only if native builds are allowed" : "";
    }
}
