package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the solver asks of a universe and reports to it, in this order. */
class SolverEventsTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void reportsRangesBeforeItAsksForVersions() {
        solve(new MapUniverse().with("a 1", "b >=1").with("b 1"), "a");

        assertThat(events)
                .containsExactly(
                        "range a *", "versions a", "requirements a 1", "range b >=1", "versions b", "requirements b 1");
    }

    @Test
    void reportsRangesInTheOrderOfDiscovery() {
        solve(new MapUniverse().with("a 1").with("b 1").with("c 1"), "c >=1", "b", "a <2");

        assertThat(events).startsWith("range c >=1", "range b *", "range a <2");
    }

    @Test
    void reportsARangeAgainOnlyIfItChanged() {
        MapUniverse universe =
                new MapUniverse().with("a 1", "b", "c <3").with("b 1", "c").with("c 2");
        solve(universe, "a", "c");

        assertThat(events).filteredOn(event -> event.startsWith("range c")).containsExactly("range c *", "range c <3");
    }

    @Test
    void reportsHowOftenItTriedAPackage() {
        MapUniverse universe = new MapUniverse()
                .with("a 3", "b >=5")
                .with("a 2", "b >=5")
                .with("a 1")
                .with("b 1");
        solve(universe, "a", "b <5");

        assertThat(events)
                .filteredOn(event -> event.contains(" a "))
                .containsExactly(
                        "range a *",
                        "requirements a 3",
                        "range a <3",
                        "try 2 of a <3",
                        "requirements a 2",
                        "range a <2",
                        "try 3 of a <2",
                        "requirements a 1");
    }

    @Test
    void decidesOnTheLowestTierFirst() {
        MapUniverse universe = new MapUniverse().with("late 1", "b").with("a 1").with("b 1");

        assertThat(SolverTest.chosen(solve(universe, "late", "a"))).containsExactly("a 1", "late 1", "b 1");
    }

    private Outcome<String> solve(MapUniverse universe, String... requirements) {
        return new Solver<>(listening(universe), 100).solve(MapUniverse.dependencies(requirements));
    }

    private Universe<String> listening(MapUniverse universe) {
        return new Universe<>() {
            @Override
            public List<Version> versions(String name) {
                events.add("versions " + name);
                return universe.versions(name);
            }

            @Override
            public Dependencies<String> dependencies(String name, Version version) {
                events.add("requirements " + name + " " + version);
                return universe.dependencies(name, version);
            }

            @Override
            public int tier(String name) {
                return name.equals("late") ? 1 : 0;
            }

            @Override
            public void rangeChanged(String name, VersionRange range) {
                events.add("range " + name + " " + range);
            }

            @Override
            public void retried(String name, int tries, VersionRange range) {
                events.add("try " + tries + " of " + name + " " + range);
            }
        };
    }
}
