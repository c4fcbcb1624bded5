package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Universe of a test: {@code with("a 1.0", "b >=2")}. The newest version is preferred. */
final class MapUniverse implements Universe<String> {

    private final Map<String, Map<Version, List<Dependency<String>>>> packages = new TreeMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    MapUniverse with(String release, String... requirements) {
        String[] parts = release.split(" ");
        packages.computeIfAbsent(parts[0], name -> new TreeMap<>(Comparator.reverseOrder()))
                .put(Version.parse(parts[1]), dependencies(requirements));
        return this;
    }

    MapUniverse unavailable(String release, String reason) {
        with(release);
        unavailable.put(release, reason);
        return this;
    }

    static List<Dependency<String>> dependencies(String... requirements) {
        return Stream.of(requirements).flatMap(MapUniverse::withLeader).toList();
    }

    /** A package that depends on {@code a[x]} depends on {@code a} as well. */
    private static Stream<Dependency<String>> withLeader(String requirement) {
        int bracket = requirement.indexOf('[');
        return bracket < 0
                ? Stream.of(dependency(requirement))
                : Stream.of(
                        dependency(requirement.substring(0, bracket)
                                + requirement.substring(requirement.indexOf(']') + 1)),
                        dependency(requirement));
    }

    static Optional<String> leader(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? Optional.empty() : Optional.of(name.substring(0, bracket));
    }

    @Override
    public Optional<String> follows(String name) {
        return leader(name);
    }

    static Dependency<String> dependency(String requirement) {
        String[] parts = requirement.split(" ", 2);
        String range = parts.length == 1 ? "" : parts[1];
        return new Dependency<>(parts[0], VersionSpecifiers.parse(range).range());
    }

    Map<String, Map<Version, List<Dependency<String>>>> packages() {
        return packages;
    }

    @Override
    public List<Version> versions(String name) {
        return List.copyOf(packages.getOrDefault(name, Map.of()).keySet());
    }

    @Override
    public Dependencies<String> dependencies(String name, Version version) {
        String release = name + " " + version;
        String reason = unavailable.get(release);
        return reason == null
                ? new Dependencies.Known<>(packages.get(name).get(version))
                : new Dependencies.Unavailable<>(reason);
    }

    Outcome<String> solve(String... requirements) {
        return new Solver<>(this, 100_000).solve(dependencies(requirements));
    }
}
