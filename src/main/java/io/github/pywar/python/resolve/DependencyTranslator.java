package io.github.pywar.python.resolve;

import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** From requirements to what a solver understands: markers, extras, overrides and exclusions end here. */
final class DependencyTranslator {

    private final MarkerEnvironment markers;
    private final Set<PackageName> exclusions;
    private final Map<PackageName, VersionSpecifiers> overrides = new HashMap<>();
    private final Map<PackageName, Set<ExtraName>> assumed = new ConcurrentHashMap<>();
    private final Catalog catalog;

    DependencyTranslator(ResolveRequest request, Catalog catalog) {
        this.markers = request.target().markers();
        this.exclusions = request.exclusions();
        this.catalog = catalog;
        for (RootRequirement override : request.overrides()) {
            if (override.requirement().appliesTo(markers, Set.of())) {
                overrides.merge(
                        override.requirement().name(), override.requirement().specifiers(), VersionSpecifiers::and);
            }
        }
    }

    /**
     * Where a condition speaks of several extras at once, what one of them adds depends on the others: then all of the
     * project's requirements are worked out for the extras that somebody asked for ("Our choices", 8).
     */
    void assume(PackageName name, Set<ExtraName> extras) {
        assumed.put(name, Set.copyOf(extras));
    }

    /**
     * @return those of a project that count on the target: without extras, or because of the one extra; an extra that
     *     the project does not declare asks for nothing, as in pip
     */
    List<Requirement> of(Project project, Metadata metadata) {
        List<Requirement> all = metadata.requiresDist();
        if (project.extra()
                .filter(extra -> !metadata.providesExtra().contains(extra))
                .isPresent()) {
            return List.of();
        }
        Set<ExtraName> known = assumed.get(project.name());
        if (known != null) {
            return project.isExtra() ? List.of() : counting(all, known);
        }
        List<Requirement> with = counting(all, project.extras());
        return project.isExtra()
                ? with.stream()
                        .filter(requirement -> !counts(requirement, Set.of()))
                        .toList()
                : with;
    }

    /** @return those that count on the target when all these extras are asked for */
    List<Requirement> counting(List<Requirement> all, Set<ExtraName> extras) {
        return all.stream().filter(requirement -> counts(requirement, extras)).toList();
    }

    private boolean counts(Requirement requirement, Set<ExtraName> extras) {
        return !exclusions.contains(requirement.name()) && requirement.appliesTo(markers, extras);
    }

    /** @return the project and each extra asked for, in the range that the requirement leaves */
    List<Dependency<Project>> dependencies(Requirement requirement, String source) {
        PackageName name = requirement.name();
        VersionSpecifiers specifiers = specifiers(requirement);
        if (specifiers.pins()) {
            catalog.pinned(name, specifiers);
        }
        VersionRange range = range(name, specifiers);
        List<Dependency<Project>> all = new ArrayList<>();
        all.add(new Dependency<>(Project.of(name), range, source));
        requirement.extras().forEach(extra -> all.add(new Dependency<>(Project.of(name, extra), range, source)));
        return all;
    }

    VersionSpecifiers specifiers(Requirement requirement) {
        return overrides.getOrDefault(requirement.name(), requirement.specifiers());
    }

    /** {@code ===} compares texts, so the versions have to be looked at one by one. */
    private VersionRange range(PackageName name, VersionSpecifiers specifiers) {
        if (!specifiers.hasArbitrary()) {
            return specifiers.range();
        }
        VersionRange range = VersionRange.none();
        for (Version version : catalog.get(name).versions()) {
            range = specifiers.accepts(version) ? range.union(VersionRange.exactly(version)) : range;
        }
        return range;
    }
}
