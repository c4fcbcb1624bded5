package io.github.pywar.python.declaration;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dependencies that the declaration of a tool has for a selection of extras and groups.
 *
 * @param requirements in the form of the standard
 * @param prereleases when a pre-release may be chosen; empty if the declaration does not say it
 * @param prereleasesOf the same for single packages
 * @param sourceOf the package source that a single package must come from
 * @param sources package sources that the declaration defines
 * @param remarks parts of the declaration that have no effect
 */
public record ToolDependencies(
        List<DeclaredRequirement> requirements,
        Optional<PrereleaseMode> prereleases,
        Map<PackageName, PrereleaseMode> prereleasesOf,
        Map<PackageName, SourceName> sourceOf,
        List<SourceName> sources,
        List<String> remarks) {

    /** No dependencies. */
    public static final ToolDependencies NONE =
            new ToolDependencies(List.of(), Optional.empty(), Map.of(), Map.of(), List.of(), List.of());

    public ToolDependencies {
        requirements = List.copyOf(requirements);
        prereleasesOf = Map.copyOf(prereleasesOf);
        sourceOf = Map.copyOf(sourceOf);
        sources = List.copyOf(sources);
        remarks = List.copyOf(remarks);
    }

    /** Returns dependencies that are only requirements. */
    public static ToolDependencies of(List<DeclaredRequirement> requirements) {
        return new ToolDependencies(requirements, Optional.empty(), Map.of(), Map.of(), List.of(), List.of());
    }

    /** Returns the same with other requirements. */
    public ToolDependencies with(List<DeclaredRequirement> others) {
        return new ToolDependencies(others, prereleases, prereleasesOf, sourceOf, sources, remarks);
    }

    /** Returns the same with one remark more. */
    public ToolDependencies remarking(String remark) {
        return new ToolDependencies(
                requirements, prereleases, prereleasesOf, sourceOf, sources, joined(remarks, List.of(remark)));
    }

    /** Returns the dependencies of both. */
    public ToolDependencies and(ToolDependencies other) {
        return new ToolDependencies(
                joined(requirements, other.requirements),
                prereleases.or(other::prereleases),
                joined(prereleasesOf, other.prereleasesOf),
                joined(sourceOf, other.sourceOf),
                joined(sources, other.sources).stream().distinct().toList(),
                joined(remarks, other.remarks).stream().distinct().toList());
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static <V> Map<PackageName, V> joined(Map<PackageName, V> one, Map<PackageName, V> other) {
        Map<PackageName, V> all = new LinkedHashMap<>(other);
        all.putAll(one);
        return all;
    }
}
