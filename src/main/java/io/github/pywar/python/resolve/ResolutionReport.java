package io.github.pywar.python.resolve;

import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Outcome;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** From the solver's choice to a resolution, with what a person should know of it. */
final class ResolutionReport {

    private final ResolveRequest request;
    private final Catalog catalog;
    private final DependencyTranslator needs;
    private final Fetcher fetcher;

    ResolutionReport(ResolveRequest request, Catalog catalog, DependencyTranslator needs, Fetcher fetcher) {
        this.request = request;
        this.catalog = catalog;
        this.needs = needs;
        this.fetcher = fetcher;
    }

    /** @param skipped warnings about files that could not be used */
    Resolution resolution(List<RootRequirement> roots, Outcome.Solved<Project> solved, List<String> skipped) {
        Map<Project, Version> chosen = solved.chosen();
        List<ResolvedPackage> packages = new ArrayList<>();
        List<String> warnings = new ArrayList<>(skipped);
        chosen.keySet().stream()
                .filter(project -> !project.isExtra())
                .sorted(Comparator.comparing(Project::name))
                .forEach(project -> packages.add(resolved(project.name(), chosen, warnings)));
        List<Requirement> all = new ArrayList<>();
        roots.forEach(root -> all.add(root.requirement()));
        packages.forEach(resolved -> all.addAll(resolved.requirements()));
        List<String> notes = new ArrayList<>();
        for (ResolvedPackage resolved : packages) {
            List<Requirement> about = all.stream()
                    .filter(requirement -> requirement.name().equals(resolved.name()))
                    .toList();
            warn(resolved, about, warnings);
            newerWithoutWheel(resolved, about).ifPresent(notes::add);
        }
        warnings.addAll(timeless(packages));
        return new Resolution(roots, packages, warnings, notes, solved.statistics());
    }

    /** An index that tells no upload times gives what it has, and a person must know that nothing was held back. */
    private List<String> timeless(List<ResolvedPackage> packages) {
        Map<String, List<String>> names = new TreeMap<>();
        for (ResolvedPackage chosen : packages) {
            if (request.uploadedBefore().isPresent()
                    && !chosen.direct()
                    && !chosen.wheel().isLocal()
                    && chosen.wheel().uploadTime().isEmpty()) {
                names.computeIfAbsent(chosen.wheel().indexId(), index -> new ArrayList<>())
                        .add("`" + chosen.name() + "`");
            }
        }
        return names.entrySet().stream()
                .map(of -> "The index `" + of.getKey() + "` does not tell when files were uploaded, so none of them was"
                        + " held back as too new: " + String.join(", ", of.getValue()))
                .toList();
    }

    private ResolvedPackage resolved(PackageName name, Map<Project, Version> chosen, List<String> warnings) {
        Release release = catalog.find(name, chosen.get(Project.of(name))).orElseThrow();
        Metadata metadata = metadata(release);
        SortedSet<ExtraName> extras = new TreeSet<>();
        for (Project project : chosen.keySet()) {
            if (project.isExtra() && project.name().equals(name)) {
                ExtraName extra = project.extra().get();
                if (metadata.providesExtra().contains(extra)) {
                    extras.add(extra);
                } else {
                    warnings.add("`" + name + "` " + release.version() + " has no extra `" + extra + "`");
                }
            }
        }
        if (metadata.isNewerThanKnown()) {
            warnings.add("`" + name + "` " + release.version() + " has metadata of version "
                    + metadata.values(MetadataField.METADATA_VERSION).get(0) + "; what is new in it is not known here");
        }
        List<Requirement> requirements = new ArrayList<>(needs.of(Project.of(name), metadata));
        extras.forEach(extra -> requirements.addAll(needs.of(Project.of(name, extra), metadata)));
        return new ResolvedPackage(
                name,
                release.version(),
                release.wheel().orElseThrow(),
                metadata.requiresPython(),
                extras,
                List.copyOf(requirements),
                catalog.isDirect(name));
    }

    private Metadata metadata(Release release) {
        return Fetcher.await(fetcher.metadata(release.metadataFrom().orElseThrow()))
                .metadata()
                .orElseThrow();
    }

    private void warn(ResolvedPackage resolved, List<Requirement> about, List<String> warnings) {
        String release = "`" + resolved.name() + "` " + resolved.version();
        resolved.wheel()
                .yanked()
                .ifPresent(reason -> warnings.add(
                        release + " was yanked by its authors" + (reason.isBlank() ? "" : ": " + reason.strip())));
        boolean named = about.stream()
                .anyMatch(requirement -> needs.specifiers(requirement).namesPrerelease());
        boolean last = request.prereleaseMode(resolved.name()) == PrereleaseMode.LAST;
        if (resolved.version().isPrerelease() && last && !named && !resolved.direct()) {
            warnings.add(release + " is a pre-release: no final version of it makes a solution");
        }
    }

    private Optional<String> newerWithoutWheel(ResolvedPackage resolved, List<Requirement> about) {
        boolean later = !resolved.direct()
                && Fetcher.await(fetcher.page(resolved.name()))
                        .filter(page -> ReleaseChoice.hasLater(page, resolved.version(), catalog.get(resolved.name())))
                        .isPresent();
        if (!later) {
            return Optional.empty();
        }
        return catalog.get(resolved.name()).passedOver().stream()
                .filter(other -> other.reason() == RejectedCandidate.Reason.NO_WHEEL)
                .filter(other -> other.version().compareTo(resolved.version()) > 0)
                .filter(other -> !other.version().isPrerelease())
                .filter(other -> about.stream()
                        .allMatch(requirement -> needs.specifiers(requirement).accepts(other.version())))
                .findFirst()
                .map(other -> "`" + resolved.name() + "` " + resolved.version() + " was chosen, because "
                        + other.version() + " has no wheel for " + request.target());
    }
}
