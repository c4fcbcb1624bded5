package io.github.pywar.python.declaration;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Standard requirements together with Poetry's dependencies on the same packages.
 *
 * @param known the dependencies of Poetry
 */
record PoetryEnrichment(List<PoetryDependency> known) {

    PoetryEnrichment {
        known = List.copyOf(known);
    }

    ToolDependencies of(List<DeclaredRequirement> declared) {
        List<DeclaredRequirement> all = new ArrayList<>();
        Map<PackageName, PrereleaseMode> prereleases = new LinkedHashMap<>();
        Map<PackageName, SourceName> sourceOf = new LinkedHashMap<>();
        for (DeclaredRequirement one : declared) {
            List<PoetryDependency> same = known.stream()
                    .filter(other -> other.name().equals(one.requirement().name()))
                    .toList();
            same.forEach(other -> {
                all.add(joined(one, other.declared()));
                other.prereleases().ifPresent(mode -> prereleases.put(other.name(), mode));
                other.source().ifPresent(source -> sourceOf.put(other.name(), source));
            });
            if (same.isEmpty()) {
                all.add(one);
            }
        }
        return new ToolDependencies(all, Optional.empty(), prereleases, sourceOf, List.of(), List.of());
    }

    /** Both versions and both markers must hold. A direct reference of either one is kept. */
    private static DeclaredRequirement joined(DeclaredRequirement declared, DeclaredRequirement poetry) {
        Requirement one = declared.requirement();
        Requirement other = poetry.requirement();
        Marker marker = EnvironmentMarkers.all(Stream.of(one.marker(), other.marker())
                .flatMap(Optional::stream)
                .toList());
        Optional<String> url = one.url().or(other::url);
        VersionSpecifiers both = one.specifiers().and(other.specifiers());
        if (both.range().isEmpty()) {
            throw UserException.of("No version fits both " + declared + " and " + poetry)
                    .hint("remove the version from [tool.poetry]: that of [project] is enough");
        }
        Requirement result = url.isPresent()
                ? Requirement.direct(one.name(), one.extras(), url.get(), marker)
                : Requirement.versions(one.name(), one.extras(), both, marker);
        return new DeclaredRequirement(result, declared.location(), declared.hashes());
    }
}
