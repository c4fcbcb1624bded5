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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
        SortedMap<PackageName, Version> versions = new TreeMap<>();
        Map<PackageName, List<ExtraName>> extras = new HashMap<>();
        for (Map.Entry<Project, Version> one : chosen.entrySet()) {
            Project project = one.getKey();
            if (project.isExtra()) {
                extras.putIfAbsent(project.name(), new ArrayList<>());
                extras.get(project.name()).add(project.extra().orElseThrow());
            } else {
                versions.put(project.name(), one.getValue());
            }
        }
        List<ResolvedPackage> packages = new ArrayList<>();
        List<String> warnings = new ArrayList<>(skipped);
        for (Map.Entry<PackageName, Version> one : versions.entrySet()) {
            List<ExtraName> requested = extras.getOrDefault(one.getKey(), List.of());
            packages.add(resolved(one.getKey(), one.getValue(), requested, warnings));
        }
        return report(roots, packages, warnings, solved);
    }

    private Resolution report(
            List<RootRequirement> roots,
            List<ResolvedPackage> packages,
            List<String> warnings,
            Outcome.Solved<Project> solved) {
        Map<PackageName, List<Requirement>> requirements = byName(roots, packages);
        List<String> notes = new ArrayList<>();
        for (ResolvedPackage resolved : packages) {
            List<Requirement> ofProject = requirements.getOrDefault(resolved.name(), List.of());
            warn(resolved, ofProject, warnings);
            add(newerWithoutWheel(resolved, ofProject), notes);
            add(builtFromSource(resolved), notes);
        }
        warnings.addAll(withoutUploadTimes(packages));
        return new Resolution(roots, packages, warnings, notes, solved.statistics());
    }

    private static Map<PackageName, List<Requirement>> byName(
            List<RootRequirement> roots, List<ResolvedPackage> packages) {
        Map<PackageName, List<Requirement>> requirements = new HashMap<>();
        for (RootRequirement root : roots) {
            addTo(requirements, root.requirement());
        }
        for (ResolvedPackage resolved : packages) {
            for (Requirement requirement : resolved.requirements()) {
                addTo(requirements, requirement);
            }
        }
        return requirements;
    }

    private static void addTo(Map<PackageName, List<Requirement>> requirements, Requirement one) {
        requirements.putIfAbsent(one.name(), new ArrayList<>());
        requirements.get(one.name()).add(one);
    }

    private static void add(Optional<String> note, List<String> notes) {
        if (note.isPresent()) {
            notes.add(note.get());
        }
    }

    /** Returns a warning for each index without upload times, because the limit had no effect on its files. */
    private List<String> withoutUploadTimes(List<ResolvedPackage> packages) {
        Map<String, List<String>> names = new TreeMap<>();
        for (ResolvedPackage chosen : packages) {
            if (request.uploadedBefore().isPresent()
                    && !chosen.direct()
                    && !chosen.file().isLocal()
                    && chosen.file().uploadTime().isEmpty()) {
                names.putIfAbsent(chosen.file().indexId(), new ArrayList<>());
                names.get(chosen.file().indexId()).add("`" + chosen.name() + "`");
            }
        }
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, List<String>> index : names.entrySet()) {
            warnings.add("The index `" + index.getKey() + "` lists no upload times, so files of any age were accepted: "
                    + String.join(", ", index.getValue()));
        }
        return warnings;
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
        for (ExtraName extra : extras) {
            requirements.addAll(translator.requirements(Project.of(name, extra), metadata));
        }
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
        Optional<String> yanked = resolved.file().yanked();
        if (yanked.isPresent()) {
            String reason = yanked.get().isBlank() ? "" : ": " + yanked.get().strip();
            warnings.add(release + " was yanked by its authors" + reason);
        }
        boolean isLast = request.prereleaseMode(resolved.name()) == PrereleaseMode.LAST;
        if (resolved.version().isPrerelease() && isLast && !resolved.direct() && !nameAPrerelease(ofProject)) {
            warnings.add(release + " is a pre-release: no final version satisfies the requirements");
        }
    }

    private boolean nameAPrerelease(List<Requirement> requirements) {
        for (Requirement requirement : requirements) {
            if (translator.specifiers(requirement).namesPrerelease()) {
                return true;
            }
        }
        return false;
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
        for (RejectedCandidate other : catalog.get(resolved.name()).rejected()) {
            if (other.reason() == RejectedCandidate.Reason.NO_WHEEL
                    && other.version().compareTo(resolved.version()) > 0
                    && !other.version().isPrerelease()
                    && allAccept(ofProject, other.version())) {
                return Optional.of("`" + resolved.name() + "` " + resolved.version() + " was chosen because "
                        + other.version() + " has no wheel for " + request.target()
                        + needsNativeBuild(resolved.name(), other));
            }
        }
        return Optional.empty();
    }

    private boolean allAccept(List<Requirement> requirements, Version version) {
        for (Requirement requirement : requirements) {
            if (!translator.specifiers(requirement).accepts(version)) {
                return false;
            }
        }
        return true;
    }

    /** A version with wheels for platforms only is compiled from its source code. */
    private String needsNativeBuild(PackageName name, RejectedCandidate other) {
        boolean isBuildable = request.formats().modeOf(name) == FormatMode.ANY && other.hasSource();
        return isBuildable ? ", and is compiled from source only if native builds are allowed" : "";
    }
}
