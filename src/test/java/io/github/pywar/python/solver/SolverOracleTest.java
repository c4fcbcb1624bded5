package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.testing.Repetitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares the solver with a complete search in thousands of small random universes. Both agree whether there is a
 * solution, each choice is valid, and each is the best that the choices before it leave possible.
 */
class SolverOracleTest {

    private static final int COUNT = Repetitions.of(Boolean.getBoolean("pywar.proof") ? 200_000 : 6_000);
    private static final String[] RANGES = {"", "", "==1", "==2", "==3", ">=2", "<=2", "!=2", "<2", ">2", ">=4"};

    @Test
    void agreesWithACompleteSearch() {
        Random random = new Random(20261123);
        int solvable = 0;
        for (int i = 0; i < COUNT; i++) {
            MapUniverse universe = universe(random);
            String[] requirements = requirements(random, 1 + random.nextInt(3));
            solvable += check(i, universe, requirements) ? 1 : 0;
        }
        assertThat(solvable).as("of %s solvable", COUNT).isBetween(COUNT / 5, COUNT * 4 / 5);
    }

    /** With more than 20 versions, packages also swap because of versions that are excluded before they are decided on. */
    @Test
    void agreesWithACompleteSearchIfDecisionsAreTakenBack() {
        Random random = new Random(20261201);
        int solvable = 0;
        int swapped = 0;
        for (int i = 0; i < COUNT / 4; i++) {
            MapUniverse universe = manyVersions(random);
            Outcome<String> outcome = universe.solve("a", "b");
            solvable += check(i, universe, "a", "b") ? 1 : 0;
            swapped += outcome.statistics().promotions() > 0
                            && outcome.statistics().conflicts() < 5
                    ? 1
                    : 0;
        }
        assertThat(solvable).as("of %s solvable", COUNT / 4).isBetween(COUNT / 40, COUNT / 4 - COUNT / 40);
        assertThat(swapped).as("of %s swapped", COUNT / 4).isGreaterThan(COUNT / 40);
    }

    /** Most versions of b require one of the two versions of a, of a[x], or of c, which a may require as well. */
    private static MapUniverse manyVersions(Random random) {
        MapUniverse universe = new MapUniverse();
        for (int v = 1; v <= 2; v++) {
            universe.with(
                    "a " + v,
                    random.nextInt(2) == 0 ? new String[] {} : new String[] {"c ==" + (1 + random.nextInt(2))});
            universe.with("a[x] " + v, random.nextInt(2) == 0 ? "c" : "c >=" + v);
            universe.with(
                    "c " + v, random.nextInt(4) == 0 ? new String[] {"b >=" + random.nextInt(40)} : new String[] {});
        }
        String[] on = {"a ==1", "a ==2", "a[x] ==1", "a[x] ==2", "c ==1", "c ==2"};
        String[] often = {on[random.nextInt(on.length)], on[random.nextInt(on.length)]};
        for (int v = 1, versions = 25 + random.nextInt(15); v <= versions; v++) {
            String rare = on[random.nextInt(on.length)];
            switch (random.nextInt(80)) {
                case 0 -> universe.unavailable("b " + v, "is broken");
                case 1 -> universe.with("b " + v, rare);
                case 2 -> universe.with("b " + v, often[0], rare);
                default -> universe.with("b " + v, often);
            }
        }
        return universe;
    }

    private static MapUniverse universe(Random random) {
        MapUniverse universe = new MapUniverse();
        int packages = 4 + random.nextInt(3);
        for (int p = 0; p < packages; p++) {
            int versions = 1 + random.nextInt(4);
            for (int v = 1; v <= versions; v++) {
                if (random.nextInt(20) == 0) {
                    universe.unavailable((char) ('a' + p) + " " + v, "is broken");
                } else {
                    universe.with((char) ('a' + p) + " " + v, requirements(random, random.nextInt(3)));
                }
            }
        }
        for (Version version : universe.versions("a")) {
            universe.with("a[x] " + version, requirements(random, random.nextInt(2)));
        }
        return universe;
    }

    private static String[] requirements(Random random, int count) {
        String[] requirements = new String[count];
        for (int i = 0; i < count; i++) {
            boolean extra = random.nextInt(12) == 0;
            requirements[i] = extra
                    ? "a[x] " + RANGES[random.nextInt(RANGES.length)]
                    : (char) ('a' + random.nextInt(random.nextInt(4) == 0 ? 6 : 4)) + " "
                            + RANGES[random.nextInt(RANGES.length)];
        }
        return requirements;
    }

    /** Returns whether there is a solution. */
    private static boolean check(int number, MapUniverse universe, String... requirements) {
        Search search = new Search(universe, MapUniverse.dependencies(requirements));
        Outcome<String> outcome = universe.solve(requirements);
        String description = "universe " + number + " " + universe.packages() + " requires " + List.of(requirements);
        if (outcome instanceof Outcome.Solved<String> solved) {
            search.checkValid(description, solved.chosen());
            Map<String, Version> before = new LinkedHashMap<>();
            solved.chosen().forEach((name, version) -> {
                for (Version better : universe.versions(name)) {
                    if (better.equals(version)) {
                        break;
                    }
                    Map<String, Version> attempt = new LinkedHashMap<>(before);
                    attempt.put(name, better);
                    assertThat(search.isSolvable(attempt))
                            .as("%s: %s %s is possible", description, name, better)
                            .isFalse();
                }
                before.put(name, version);
            });
            return true;
        }
        assertThat(outcome).as(description).isInstanceOf(Outcome.Unsolvable.class);
        assertThat(search.isSolvable(Map.of())).as(description).isFalse();
        assertThat(Explanation.of(((Outcome.Unsolvable<String>) outcome).failure(), ExplanationTest.VOCABULARY))
                .as(description)
                .hasSizeBetween(1, 30)
                .last()
                .asString()
                .contains("there is no solution");
        return false;
    }

    /** Complete search. */
    private record Search(MapUniverse universe, List<Dependency<String>> requirements) {

        boolean isSolvable(Map<String, Version> fixed) {
            return extend(new LinkedHashMap<>(fixed), new LinkedHashMap<>());
        }

        private boolean extend(Map<String, Version> fixed, Map<String, Version> chosen) {
            List<Dependency<String>> open = new ArrayList<>(requirements);
            chosen.forEach(
                    (name, version) -> open.addAll(universe.packages().get(name).get(version)));
            for (Dependency<String> requirement : open) {
                Version version = chosen.get(requirement.on());
                if (version != null && !requirement.range().contains(version)) {
                    return false;
                }
            }
            for (String name : chosen.keySet()) {
                Version leader = MapUniverse.leader(name).map(chosen::get).orElse(chosen.get(name));
                if (!chosen.get(name).equals(leader)) {
                    return false;
                }
            }
            return open.stream()
                    .map(Dependency::on)
                    .filter(name -> !chosen.containsKey(name))
                    .findFirst()
                    .map(name -> anyOf(name, fixed, chosen))
                    // a fixed package that no other depends on is not part of this solution
                    .orElseGet(() -> chosen.keySet().containsAll(fixed.keySet()));
        }

        private boolean anyOf(String name, Map<String, Version> fixed, Map<String, Version> chosen) {
            Collection<Version> tried = fixed.containsKey(name) ? List.of(fixed.get(name)) : universe.versions(name);
            for (Version version : tried) {
                if (universe.dependencies(name, version) instanceof Dependencies.Known<String>) {
                    Map<String, Version> next = new LinkedHashMap<>(chosen);
                    next.put(name, version);
                    if (extend(fixed, next)) {
                        return true;
                    }
                }
            }
            return false;
        }

        void checkValid(String description, Map<String, Version> chosen) {
            List<Dependency<String>> all = new ArrayList<>(requirements);
            chosen.forEach((name, version) -> {
                Dependencies<String> dependencies = universe.dependencies(name, version);
                assertThat(dependencies)
                        .as("%s: %s %s", description, name, version)
                        .isInstanceOf(Dependencies.Known.class);
                all.addAll(((Dependencies.Known<String>) dependencies).all());
            });
            for (Dependency<String> requirement : all) {
                assertThat(chosen.get(requirement.on()))
                        .as("%s: %s chose %s", description, requirement, chosen)
                        .isNotNull()
                        .matches(requirement.range()::contains);
            }
            chosen.forEach((name, version) -> MapUniverse.leader(name)
                    .ifPresent(leader ->
                            assertThat(chosen.get(leader)).as(description).isEqualTo(version)));
            List<String> reached = all.stream().map(Dependency::on).distinct().toList();
            assertThat(reached).as(description).containsAll(chosen.keySet());
        }
    }
}
