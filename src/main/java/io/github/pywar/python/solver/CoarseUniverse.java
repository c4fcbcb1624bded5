package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Coarse abstraction of a failed search: the versions of a package form a few groups. A group depends only on what all
 * of its versions depend on, in the union of their ranges.
 *
 * <p>Its constraints are weaker than the real ones, so each real solution would be a solution here as well. Therefore,
 * if this universe has no solution, the real one has none either, and the short derivation found here is valid for
 * both. It explains in a few sentences what the real derivation explains version by version.
 */
final class CoarseUniverse<P> implements Universe<P> {

    private static final int MOST_REASONS = 2;

    private final Packages<P> packages;
    private final Grouping<P> grouping;
    private final Map<P, Map<Version, Dependencies<P>>> grouped = new LinkedHashMap<>();

    CoarseUniverse(Packages<P> packages, Grouping<P> grouping) {
        this.packages = packages;
        this.grouping = grouping;
    }

    @Override
    public List<Version> versions(P key) {
        return packages.candidates(node(key)).preferred();
    }

    /** Returns no dependency for a version that the search did not explore: it must not ask the real universe. */
    @Override
    public Dependencies<P> dependencies(P key, Version version) {
        return grouped.computeIfAbsent(key, this::group).getOrDefault(version, new Dependencies.Known<>(List.of()));
    }

    @Override
    public Optional<P> follows(P key) {
        return packages.universe().follows(key);
    }

    private Node node(P key) {
        return packages.node(key);
    }

    private Map<Version, Dependencies<P>> group(P key) {
        List<Version> explored = packages.candidates(node(key)).ascending().stream()
                .filter(node(key).explored()::containsKey)
                .toList();
        Map<Version, Dependencies<P>> all = new LinkedHashMap<>();
        for (List<Version> group : grouping.groups(node(key), explored)) {
            Dependencies<P> common = common(key, group);
            group.forEach(version -> all.put(version, common));
        }
        return all;
    }

    private Dependencies<P> unavailable(P key, List<Version> group) {
        List<String> reasons = group.stream()
                .map(version ->
                        ((Dependencies.Unavailable<?>) node(key).explored().get(version)).reason())
                .distinct()
                .toList();
        String more = reasons.size() > MOST_REASONS ? " or has another problem" : "";
        return new Dependencies.Unavailable<>(
                reasons.stream().limit(MOST_REASONS).collect(Collectors.joining(" or ")) + more);
    }

    /**
     * Returns the dependencies that all versions of a group share. Versions that cannot be used are left out: that is
     * weaker, too, because they add no dependency.
     */
    @SuppressWarnings("unchecked")
    private Dependencies<P> common(P key, List<Version> group) {
        VersionRange cells = VersionRange.none();
        List<Dependencies.Known<P>> known = new ArrayList<>();
        for (Version version : group) {
            cells = cells.union(node(key).candidates().cell(version));
            if (node(key).explored().get(version) instanceof Dependencies.Known<?> one) {
                known.add((Dependencies.Known<P>) one);
            }
        }
        if (known.size() == 1 && group.size() == 1) {
            return new Dependencies.Known<>(known.get(0).all(), Optional.of(cells));
        }
        if (known.isEmpty()) {
            return unavailable(key, group);
        }
        List<Map<P, VersionRange>> ranges = known.stream().map(this::ranges).toList();
        List<Dependency<P>> shared = new ArrayList<>();
        for (P on : ranges.get(0).keySet()) {
            union(on, ranges).ifPresent(range -> shared.add(new Dependency<>(on, range)));
        }
        return new Dependencies.Known<>(shared, Optional.of(cells));
    }

    /**
     * Returns the union of the ranges; empty if one version does not depend on the package, or no range has a version.
     */
    private Optional<VersionRange> union(P on, List<Map<P, VersionRange>> all) {
        VersionRange union = VersionRange.none();
        for (Map<P, VersionRange> one : all) {
            VersionRange range = one.get(on);
            if (range == null) {
                return Optional.empty();
            }
            union = union.union(range);
        }
        return Optional.of(union).filter(range -> !range.isEmpty());
    }

    private Map<P, VersionRange> ranges(Dependencies.Known<P> known) {
        Map<P, VersionRange> ranges = new LinkedHashMap<>();
        known.all().forEach(dependency -> ranges.merge(dependency.on(), dependency.range(), VersionRange::intersect));
        return ranges;
    }
}
