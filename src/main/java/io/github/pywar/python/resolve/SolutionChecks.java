package io.github.pywar.python.resolve;

import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.Release;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks of rules that depend on the complete solution, which the solver cannot express: a yanked version needs a pin
 * in the solution itself, and a marker may refer to several extras. If a check fails, it corrects the catalog or the
 * translator, and the resolver solves again.
 */
final class SolutionChecks {

    private final Catalog catalog;
    private final DependencyTranslator translator;
    private final Fetcher fetcher;
    private final Map<Project, Version> chosen;
    private final Map<PackageName, VersionSpecifiers> constraintPins;
    private Set<PackageName> pinned;

    SolutionChecks(
            Catalog catalog,
            DependencyTranslator translator,
            Fetcher fetcher,
            Map<Project, Version> chosen,
            Map<PackageName, VersionSpecifiers> constraintPins) {
        this.catalog = catalog;
        this.translator = translator;
        this.fetcher = fetcher;
        this.chosen = chosen;
        this.constraintPins = constraintPins;
    }

    /**
     * Returns whether the solution passes all checks. Runs all of them, so that one more run can correct everything.
     */
    boolean pass(List<RootRequirement> roots) {
        boolean pass = true;
        Map<PackageName, Set<ExtraName>> extras = extras();
        for (Project project : List.copyOf(chosen.keySet())) {
            if (!project.isExtra()) {
                pass &= areExtrasEvaluated(project.name(), extras.getOrDefault(project.name(), Set.of()));
                pass &= isYankPinned(project.name(), roots);
            }
        }
        catalog.dropOutdated();
        return pass;
    }

    /** Returns the chosen extras of each package that has any. */
    private Map<PackageName, Set<ExtraName>> extras() {
        Map<PackageName, Set<ExtraName>> extras = new HashMap<>();
        for (Project project : chosen.keySet()) {
            if (project.isExtra()) {
                extras.putIfAbsent(project.name(), new HashSet<>());
                extras.get(project.name()).add(project.extra().orElseThrow());
            }
        }
        return extras;
    }

    /** Compares the requirements of the extras one by one with those of all extras together. */
    private boolean areExtrasEvaluated(PackageName name, Set<ExtraName> requested) {
        if (requested.isEmpty()) {
            return true;
        }
        Optional<Metadata> metadata = metadata(name);
        Set<ExtraName> extras = new HashSet<>(requested);
        if (metadata.isPresent()) {
            extras.retainAll(metadata.get().providesExtra());
        }
        if (metadata.isEmpty() || extras.isEmpty()) {
            return true;
        }
        Set<Requirement> used = new HashSet<>(translator.requirements(Project.of(name), metadata.get()));
        for (ExtraName extra : extras) {
            used.addAll(translator.requirements(Project.of(name, extra), metadata.get()));
        }
        if (used.equals(new HashSet<>(translator.applicable(metadata.get().requiresDist(), extras)))) {
            return true;
        }
        translator.evaluateTogether(name, extras);
        return false;
    }

    /**
     * Checks that a requirement of the solution pins a yanked version. The pin that admitted it may belong to a version
     * that the solver rejected later.
     */
    private boolean isYankPinned(PackageName name, List<RootRequirement> roots) {
        Version version = chosen.get(Project.of(name));
        Release release = catalog.find(name, version).orElseThrow();
        if (release.yanked().isEmpty() || catalog.isDirect(name) || catalog.isPreferred(name, version)) {
            return true;
        }
        boolean isPinned = constraintPins.containsKey(name) || pinned(roots).contains(name);
        if (!isPinned) {
            catalog.ignorePins(name);
        }
        return isPinned;
    }

    /** Returns the packages that a requirement of the solution pins. */
    private Set<PackageName> pinned(List<RootRequirement> roots) {
        if (pinned == null) {
            List<Requirement> all = new ArrayList<>();
            roots.forEach(root -> all.add(root.requirement()));
            chosen.keySet()
                    .forEach(project -> metadata(project.name())
                            .ifPresent(metadata -> all.addAll(translator.requirements(project, metadata))));
            pinned = all.stream()
                    .filter(requirement -> translator.specifiers(requirement).pins())
                    .map(Requirement::name)
                    .collect(Collectors.toSet());
        }
        return pinned;
    }

    private Optional<Metadata> metadata(PackageName name) {
        Optional<Release> release = catalog.find(name, chosen.get(Project.of(name)));
        if (release.isEmpty() || release.get().metadataFrom().isEmpty()) {
            return Optional.empty();
        }
        return Fetcher.await(fetcher.metadata(release.get().metadataFrom().get()))
                .metadata();
    }
}
