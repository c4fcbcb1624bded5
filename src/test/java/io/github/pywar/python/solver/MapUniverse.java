package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A universe written down in a test: {@code with("a 1.0", "b >=2")}; newest versions are preferred. */
final class MapUniverse implements Universe<String> {

    private final Map<String, Map<Version, List<Dependency<String>>>> packages = new TreeMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    MapUniverse with(String release, String... needs) {
        String[] words = release.split(" ");
        packages.computeIfAbsent(words[0], name -> new TreeMap<>(Comparator.reverseOrder()))
                .put(Version.parse(words[1]), dependencies(needs));
        return this;
    }

    MapUniverse unavailable(String release, String reason) {
        with(release);
        unavailable.put(release, reason);
        return this;
    }

    static List<Dependency<String>> dependencies(String... needs) {
        return Stream.of(needs).flatMap(MapUniverse::withLeader).toList();
    }

    /** Who needs {@code a[x]} needs {@code a}, too. */
    private static Stream<Dependency<String>> withLeader(String need) {
        int bracket = need.indexOf('[');
        return bracket < 0
                ? Stream.of(dependency(need))
                : Stream.of(
                        dependency(need.substring(0, bracket) + need.substring(need.indexOf(']') + 1)),
                        dependency(need));
    }

    static Optional<String> leader(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? Optional.empty() : Optional.of(name.substring(0, bracket));
    }

    @Override
    public Optional<String> follows(String what) {
        return leader(what);
    }

    private static Dependency<String> dependency(String need) {
        String[] words = need.split(" ", 2);
        String range = words.length == 1 ? "" : words[1];
        return new Dependency<>(words[0], VersionSpecifiers.parse(range).range());
    }

    Map<String, Map<Version, List<Dependency<String>>>> packages() {
        return packages;
    }

    /** @return the releases whose dependencies were asked for, in order */
    List<String> asked() {
        return asked;
    }

    @Override
    public List<Version> versions(String of) {
        return List.copyOf(packages.getOrDefault(of, Map.of()).keySet());
    }

    @Override
    public Dependencies<String> dependencies(String of, Version version) {
        String release = of + " " + version;
        asked.add(release);
        String reason = unavailable.get(release);
        return reason == null
                ? new Dependencies.Known<>(packages.get(of).get(version))
                : new Dependencies.Unavailable<>(reason);
    }

    Outcome<String> solve(String... needs) {
        return new Solver<>(this, 100_000).solve(dependencies(needs));
    }
}
