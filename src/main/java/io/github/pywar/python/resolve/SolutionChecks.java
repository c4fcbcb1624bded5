package io.github.pywar.python.resolve;

import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What only a whole choice shows: a yanked version that nobody in it pins, conditions on several extras at once. */
final class SolutionChecks {

    private final Catalog catalog;
    private final DependencyTranslator needs;
    private final Fetcher fetcher;
    private final Map<Project, Version> chosen;
    private final Map<PackageName, VersionSpecifiers> pins;

    /** @param pins of constraints */
    SolutionChecks(
            Catalog catalog,
            DependencyTranslator needs,
            Fetcher fetcher,
            Map<Project, Version> chosen,
            Map<PackageName, VersionSpecifiers> pins) {
        this.catalog = catalog;
        this.needs = needs;
        this.fetcher = fetcher;
        this.chosen = chosen;
        this.pins = pins;
    }

    /** @return whether the choice stands; otherwise catalog and needs now know better */
    boolean none(List<RootRequirement> roots) {
        boolean none = true;
        for (Project project : List.copyOf(chosen.keySet())) {
            if (!project.isExtra()) {
                none &= areExtrasJudged(project.name());
                none &= isYankPinned(project.name(), roots);
            }
        }
        catalog.renew();
        return none;
    }

    private boolean areExtrasJudged(PackageName name) {
        Optional<Metadata> metadata = metadata(name);
        Set<ExtraName> extras = new HashSet<>();
        chosen.keySet().stream()
                .filter(project -> project.name().equals(name))
                .forEach(project -> project.extra().ifPresent(extras::add));
        metadata.ifPresent(known -> extras.retainAll(known.providesExtra()));
        if (metadata.isEmpty() || extras.isEmpty()) {
            return true;
        }
        Set<Requirement> used = new HashSet<>(needs.of(Project.of(name), metadata.get()));
        extras.forEach(extra -> used.addAll(needs.of(Project.of(name, extra), metadata.get())));
        if (used.equals(new HashSet<>(needs.counting(metadata.get().requiresDist(), extras)))) {
            return true;
        }
        needs.assume(name, extras);
        return false;
    }

    private boolean isYankPinned(PackageName name, List<RootRequirement> roots) {
        Version version = chosen.get(Project.of(name));
        Release release = catalog.find(name, version).orElseThrow();
        if (release.yanked().isEmpty() || catalog.isDirect(name) || catalog.isPreferred(name, version)) {
            return true;
        }
        List<Requirement> all = new ArrayList<>();
        roots.forEach(root -> all.add(root.requirement()));
        chosen.keySet()
                .forEach(project ->
                        metadata(project.name()).ifPresent(metadata -> all.addAll(needs.of(project, metadata))));
        boolean pinned = pins.containsKey(name)
                || all.stream()
                        .filter(requirement -> requirement.name().equals(name))
                        .anyMatch(requirement -> needs.specifiers(requirement).pins());
        if (!pinned) {
            catalog.ban(name);
        }
        return pinned;
    }

    private Optional<Metadata> metadata(PackageName name) {
        return catalog.find(name, chosen.get(Project.of(name)))
                .flatMap(Release::metadataFrom)
                .flatMap(wheel -> Fetcher.await(fetcher.metadata(wheel)).metadata());
    }
}
