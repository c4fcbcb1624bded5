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
 * What a failed search saw, through half-closed eyes: the versions of a package fall into a few groups, and a group
 * needs only what each of its versions needs, in any range that one of them would take. Whatever has no solution here
 * has none in truth, for a reason that is told in few sentences.
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
    public List<Version> versions(P of) {
        return packages.candidates(node(of)).preferred();
    }

    @Override
    public Dependencies<P> dependencies(P of, Version version) {
        return grouped.computeIfAbsent(of, this::group).getOrDefault(version, new Dependencies.Known<>(List.of()));
    }

    @Override
    public Optional<P> follows(P what) {
        return packages.universe().follows(what);
    }

    private Node node(P of) {
        return packages.node(of);
    }

    private Map<Version, Dependencies<P>> group(P of) {
        List<Version> tried = packages.candidates(node(of)).ascending().stream()
                .filter(node(of).explored()::containsKey)
                .toList();
        Map<Version, Dependencies<P>> all = new LinkedHashMap<>();
        for (List<Version> group : grouping.groups(node(of), tried)) {
            Dependencies<P> common = common(of, group);
            group.forEach(version -> all.put(version, common));
        }
        return all;
    }

    private Dependencies<P> unavailable(P of, List<Version> group) {
        List<String> reasons = group.stream()
                .map(version ->
                        ((Dependencies.Unavailable<?>) node(of).explored().get(version)).reason())
                .distinct()
                .toList();
        String more = reasons.size() > MOST_REASONS ? " or another fault" : "";
        return new Dependencies.Unavailable<>(
                reasons.stream().limit(MOST_REASONS).collect(Collectors.joining(" or ")) + more);
    }

    @SuppressWarnings("unchecked")
    private Dependencies<P> common(P of, List<Version> group) {
        VersionRange cells = VersionRange.none();
        List<Dependencies.Known<P>> known = new ArrayList<>();
        for (Version version : group) {
            cells = cells.union(node(of).candidates().cell(version));
            if (node(of).explored().get(version) instanceof Dependencies.Known<?> one) {
                known.add((Dependencies.Known<P>) one);
            }
        }
        if (known.size() == 1 && group.size() == 1) {
            return new Dependencies.Known<>(known.get(0).all(), Optional.of(cells));
        }
        if (known.isEmpty()) {
            return unavailable(of, group);
        }
        List<Dependency<P>> shared = new ArrayList<>();
        for (P on : ranges(known.get(0)).keySet()) {
            union(on, known).ifPresent(range -> shared.add(new Dependency<>(on, range)));
        }
        return new Dependencies.Known<>(shared, Optional.of(cells));
    }

    /** @return the versions of the package that one of them takes; empty: one of them does not need it, or takes none */
    private Optional<VersionRange> union(P on, List<Dependencies.Known<P>> all) {
        VersionRange union = VersionRange.none();
        for (Dependencies.Known<P> one : all) {
            VersionRange range = ranges(one).get(on);
            if (range == null) {
                return Optional.empty();
            }
            union = union.union(range);
        }
        return Optional.of(union).filter(range -> !range.isEmpty());
    }

    private Map<P, VersionRange> ranges(Dependencies.Known<P> known) {
        Map<P, VersionRange> ranges = new LinkedHashMap<>();
        known.all().forEach(need -> ranges.merge(need.on(), need.range(), VersionRange::intersect));
        return ranges;
    }
}
