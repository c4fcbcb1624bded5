package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cost of a search: rounds, decisions, conflicts, and packages that swap their order. */
class SolverCostTest {

    @Test
    void countsOneRoundForEachDecisionAndOneForTheRoot() {
        MapUniverse universe = new MapUniverse().with("a 1", "b").with("b 1");

        assertCost(universe.solve("a"), 3, 2, 0, 0);
        assertThat(universe.solve("a").statistics()).hasToString("3 rounds, 2 decisions, 0 conflicts, 0 promotions");
    }

    /** The dependencies rule the version out before it is decided on. */
    @Test
    void skipsVersionsThatCannotBeUsedWithoutAConflict() {
        MapUniverse contradicting = new MapUniverse()
                .with("a 3", "b >=5")
                .with("a 2", "b >=5")
                .with("a 1")
                .with("b 1");
        MapUniverse unavailable =
                new MapUniverse().unavailable("a 2", "is yanked").with("a 1");
        MapUniverse onItself = new MapUniverse().with("a 2", "a <2").with("a 1");

        assertCost(contradicting.solve("a", "b <5"), 5, 4, 0, 0);
        assertCost(unavailable.solve("a"), 3, 2, 0, 0);
        assertCost(onItself.solve("a"), 3, 2, 0, 0);
    }

    @Test
    void findsTheNextConflictInTheSameRound() {
        assertCost(new MapUniverse().with("c 3", "b").solve("c ==3"), 3, 2, 2, 0);
    }

    @Test
    void usesALearnedFactAgain() {
        MapUniverse universe = new MapUniverse()
                .with("b 3", "e !=2")
                .with("b 4", "c >2")
                .with("c 2", "b")
                .with("e 2");

        assertCost(universe.solve("e >=2", "c"), 7, 6, 3, 0);
    }

    @Test
    void excludesManyVersionsByOneConflict() {
        MapUniverse universe = new MapUniverse();
        for (int i = 1; i <= 40; i++) {
            universe.with("a " + i, "shared ==" + (100 + i));
            universe.with("shared " + (100 + i));
        }
        universe.with("shared 1").with("a 0", "shared ==1").with("b 1", "shared <2");
        Outcome<String> outcome = universe.solve("a", "b");

        assertThat(SolverTest.chosen(outcome)).contains("a 0", "b 1", "shared 1");
        assertThat(outcome.statistics().decisions()).isLessThan(60);
    }

    /** Each version of b has a dependency of its own, so the solver learns no fact about all of them. */
    @Test
    void swapsTwoPackagesThatConflictRepeatedly() {
        MapUniverse universe = new MapUniverse().with("a 2", "x ==1").with("a 1", "x ==2");
        Outcome<String> outcome = withManyVersions(universe, 40).solve("a", "b");

        assertThat(SolverTest.chosen(outcome)).containsExactly("b 40", "x 2", "c40 1", "a 1");
        assertCost(outcome, 21, 20, 5, 1);
    }

    /** The decision on x rules out each version of b before it is decided on. */
    @Test
    void swapsAPackageWithTheDecisionThatExcludesItsVersions() {
        Outcome<String> outcome = excluded(new MapUniverse(), 40).solve("x", "b");

        assertThat(SolverTest.chosen(outcome)).containsExactly("b 40", "x 1");
        assertCost(outcome, 24, 23, 0, 1);
    }

    @Test
    void keepsADecisionThatExcludesFewVersions() {
        Outcome<String> outcome = excluded(new MapUniverse().with("b 0"), 19).solve("x", "b");

        assertThat(SolverTest.chosen(outcome)).containsExactly("x 2", "b 0");
        assertCost(outcome, 22, 21, 0, 0);
    }

    /** The decision that excludes them is not the last one: those behind it are taken back, too. */
    @Test
    void swapsWithAnEarlierDecision() {
        MapUniverse universe =
                excluded(new MapUniverse(), 40).with("y 1").with("z 2", "y").with("z 1");

        assertThat(SolverTest.chosen(universe.solve("x", "z", "b"))).containsExactly("b 40", "x 1", "z 2", "y 1");
    }

    @Test
    void swapsNoPackageWithARequirementOfTheRoot() {
        Outcome<String> outcome = excluded(new MapUniverse().with("b 0"), 30).solve("x ==2", "b");

        assertThat(SolverTest.chosen(outcome)).containsExactly("x 2", "b 0");
        assertThat(outcome.statistics().promotions()).isZero();
    }

    @Test
    void swapsNoPackageBecauseOfVersionsThatCannotBeUsed() {
        MapUniverse universe = new MapUniverse().with("x 1").with("b 0");
        for (int i = 1; i <= 30; i++) {
            universe.unavailable("b " + i, "is damaged");
        }
        Outcome<String> outcome = universe.solve("x", "b");

        assertThat(SolverTest.chosen(outcome)).containsExactly("x 1", "b 0");
        assertThat(outcome.statistics().promotions()).isZero();
    }

    @Test
    void findsAConflictAfterASwap() {
        MapUniverse universe = new MapUniverse().with("a 1", "x ==1");

        assertCost(withManyVersions(universe, 5).solve("a", "b"), 17, 16, 6, 1);
    }

    @Test
    void givesUpAtTheLimit() {
        MapUniverse universe =
                new MapUniverse().with("a 2", "b >=5").with("a 1").with("b 1");
        Outcome<String> outcome = new Solver<>(universe, 2).solve(MapUniverse.dependencies("a", "b"));

        assertThat(outcome).isInstanceOf(Outcome.GivenUp.class);
        assertThat(outcome.statistics().decisions()).isEqualTo(2);
    }

    /** Adds versions of b, each of which requires x 2, but by way of a package of its own. */
    private static MapUniverse withManyVersions(MapUniverse universe, int count) {
        for (int i = 1; i <= count; i++) {
            universe.with("b " + i, "c" + i).with("c" + i + " 1", "x ==2");
        }
        return universe.with("x 1").with("x 2");
    }

    /** Adds versions of b from 1, each of which requires x 1. */
    private static MapUniverse excluded(MapUniverse universe, int count) {
        for (int i = 1; i <= count; i++) {
            universe.with("b " + i, "x ==1");
        }
        return universe.with("x 1").with("x 2");
    }

    private static void assertCost(Outcome<?> outcome, int rounds, int decisions, int conflicts, int promotions) {
        assertThat(outcome.statistics()).isEqualTo(new SolverStatistics(rounds, decisions, conflicts, promotions));
    }
}
