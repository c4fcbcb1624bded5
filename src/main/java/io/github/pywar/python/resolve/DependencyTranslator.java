package io.github.pywar.python.resolve;

import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Translator from requirements to dependencies of the solver. It applies markers, extras, overrides and exclusions.
 * There is one target, so a marker is either true or false, and the solver never sees it.
 */
final class DependencyTranslator {

    private final MarkerEnvironment markers;
    private final Set<PackageName> exclusions;
    private final Map<PackageName, VersionSpecifiers> overrides = new HashMap<>();
    private final Map<PackageName, Set<ExtraName>> requestedExtras = new ConcurrentHashMap<>();
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
     * Evaluates the markers of a project for all requested extras together. The solver normally treats each extra as
     * a separate package. If a marker refers to several extras, this gives a wrong result, because what one extra adds
     * depends on the others ({@code src/site/markdown/standards.md}, "What is chosen").
     */
    void evaluateTogether(PackageName name, Set<ExtraName> extras) {
        requestedExtras.put(name, Set.copyOf(extras));
    }

    /**
     * Returns the requirements of a project on the target. If {@code project} stands for an extra, returns only the
     * requirements that this extra adds, because the solver always chooses the project together with its extra. As in
     * pip, an extra that the project does not declare adds none.
     */
    List<Requirement> requirements(Project project, Metadata metadata) {
        List<Requirement> all = metadata.requiresDist();
        if (project.isExtra()
                && !metadata.providesExtra().contains(project.extra().orElseThrow())) {
            return List.of();
        }
        Set<ExtraName> together = requestedExtras.get(project.name());
        if (together != null) {
            return project.isExtra() ? List.of() : applicable(all, together);
        }
        List<Requirement> with = applicable(all, project.extras());
        return project.isExtra() ? withoutUnconditional(with) : with;
    }

    private List<Requirement> withoutUnconditional(List<Requirement> all) {
        List<Requirement> ofExtra = new ArrayList<>();
        for (Requirement requirement : all) {
            if (!applies(requirement, Set.of())) {
                ofExtra.add(requirement);
            }
        }
        return Collections.unmodifiableList(ofExtra);
    }

    /** Returns the requirements that apply to the target with these extras. */
    List<Requirement> applicable(List<Requirement> all, Set<ExtraName> extras) {
        List<Requirement> applicable = new ArrayList<>();
        for (Requirement requirement : all) {
            if (applies(requirement, extras)) {
                applicable.add(requirement);
            }
        }
        return Collections.unmodifiableList(applicable);
    }

    private boolean applies(Requirement requirement, Set<ExtraName> extras) {
        return !exclusions.contains(requirement.name()) && requirement.appliesTo(markers, extras);
    }

    /**
     * Returns dependencies on the project and on each requested extra, with the range of the requirement. Records a
     * pin in the catalog, because a pinned version may be chosen even if it was yanked, and the range, because only source
     * code may be in it.
     */
    List<Dependency<Project>> dependencies(Requirement requirement, String source) {
        PackageName name = requirement.name();
        VersionSpecifiers specifiers = specifiers(requirement);
        if (specifiers.pins()) {
            catalog.addPin(name, specifiers);
        }
        VersionRange range = range(name, specifiers);
        catalog.require(name, range);
        List<Dependency<Project>> all = new ArrayList<>();
        all.add(new Dependency<>(Project.of(name), range, source));
        for (ExtraName extra : requirement.extras()) {
            all.add(new Dependency<>(Project.of(name, extra), range, source));
        }
        return all;
    }

    /** Returns the specifiers of a requirement, or those of the override. */
    VersionSpecifiers specifiers(Requirement requirement) {
        return overrides.getOrDefault(requirement.name(), requirement.specifiers());
    }

    /** Returns the range of specifiers. {@code ===} compares texts, so it is tested with each version. */
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
