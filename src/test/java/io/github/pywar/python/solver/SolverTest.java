package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the PubGrub paper, and the order of decisions. */
class SolverTest {

    @Test
    void choosesTheNewestVersions() {
        MapUniverse universe =
                new MapUniverse().with("foo 1.0", "bar >=1,<2").with("bar 1.0").with("bar 2.0");
        assertThat(chosen(universe.solve("foo"))).containsExactly("foo 1.0", "bar 1.0");
    }

    @Test
    void avoidsAVersionWhoseDependenciesContradictTheRoot() {
        MapUniverse universe = new MapUniverse()
                .with("foo 1.1.0", "bar >=2,<3")
                .with("foo 1.0.0")
                .with("bar 1.0.0")
                .with("bar 1.1.0")
                .with("bar 2.0.0");
        assertThat(chosen(universe.solve("foo >=1,<2", "bar >=1,<2"))).containsExactly("foo 1.0.0", "bar 1.1.0");
    }

    @Test
    void learnsFromAConflict() {
        MapUniverse universe = new MapUniverse()
                .with("foo 2.0.0", "bar >=1,<2")
                .with("foo 1.0.0")
                .with("bar 1.0.0", "foo >=1,<2");
        assertThat(chosen(universe.solve("foo >=1"))).containsExactly("foo 1.0.0");
    }

    @Test
    void learnsFromAConflictWithAPartialSatisfier() {
        MapUniverse universe = new MapUniverse()
                .with("foo 1.1.0", "left >=1,<2", "right >=1,<2")
                .with("foo 1.0.0")
                .with("left 1.0.0", "shared >=1")
                .with("right 1.0.0", "shared <2")
                .with("shared 2.0.0")
                .with("shared 1.0.0", "target >=1,<2")
                .with("target 2.0.0")
                .with("target 1.0.0");
        assertThat(chosen(universe.solve("foo >=1,<2", "target >=2,<3"))).containsExactly("foo 1.0.0", "target 2.0.0");
    }

    @Test
    void acceptsADependencyOnItself() {
        MapUniverse universe = new MapUniverse().with("a 2", "a <2").with("a 1", "a >=1");
        assertThat(chosen(universe.solve("a"))).containsExactly("a 1");
    }

    @Test
    void resolvesCycles() {
        MapUniverse universe =
                new MapUniverse().with("a 1", "b").with("b 1", "c").with("c 1", "a ==1");
        assertThat(chosen(universe.solve("a"))).containsExactly("a 1", "b 1", "c 1");
    }

    @Test
    void choosesTheVersionOfThePackageForItsExtra() {
        MapUniverse universe = new MapUniverse()
                .with("a 2")
                .with("a[x] 2", "b >=2")
                .with("a 1")
                .with("a[x] 1", "b")
                .with("b 1");
        assertThat(chosen(universe.solve("a[x]"))).containsExactly("a 1", "a[x] 1", "b 1");
    }

    @Test
    void decidesOnPinsFirst() {
        MapUniverse universe =
                new MapUniverse().with("a 1").with("b 1").with("c 2").with("c 1");
        assertThat(chosen(universe.solve("a", "b", "c ==1"))).containsExactly("c 1", "a 1", "b 1");
    }

    @Test
    void skipsUnavailableVersions() {
        MapUniverse universe =
                new MapUniverse().unavailable("a 2", "requires Python >=3.13").with("a 1");
        assertThat(chosen(universe.solve("a"))).containsExactly("a 1");
    }

    static List<String> chosen(Outcome<String> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Solved.class);
        return ((Outcome.Solved<String>) outcome)
                .chosen().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList();
    }
}
