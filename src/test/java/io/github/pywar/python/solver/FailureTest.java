package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a failure is about: packages, and ranges without a version, to which hints refer. */
class FailureTest {

    @Test
    void returnsARangeThatNoVersionMatches() {
        Failure<String> failure = failure(new MapUniverse().with("a 1").with("a 2"), "a >=3");

        assertThat(failure.unmatchedRanges()).containsExactlyElementsOf(MapUniverse.dependencies("a >=3"));
    }

    @Test
    void returnsARangeThatTwoRequirementsLeave() {
        MapUniverse universe = new MapUniverse().with("a 1", "b <3").with("b 1").with("b 3");

        assertThat(failure(universe, "a", "b >=2").unmatchedRanges())
                .containsExactlyElementsOf(MapUniverse.dependencies("b >=2,<3"));
    }

    @Test
    void returnsAPackageThatDoesNotExist() {
        assertThat(failure(new MapUniverse().with("a 1", "b"), "a").unmatchedRanges())
                .containsExactlyElementsOf(MapUniverse.dependencies("b"));
    }

    /** A version after 3 would be a way out only if 1 were one as well. */
    @Test
    void ignoresAGapBesideVersionsThatConflict() {
        MapUniverse universe =
                new MapUniverse().with("a 1", "b >=2").with("a 3").with("b 1").with("b 2");

        assertThat(failure(universe, "a", "a !=3", "b <2").unmatchedRanges()).isEmpty();
    }

    @Test
    void involvesThePackagesOfTheFacts() {
        MapUniverse universe = new MapUniverse()
                .with("a 1", "b", "unrelated")
                .with("b 1", "c >=2")
                .with("c 1")
                .with("c 2")
                .with("unrelated 1");

        assertThat(failure(universe, "a", "c <2").involved()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void hasATreeWithFactsAtItsLeaves() {
        Failure<String> failure = failure(new MapUniverse().with("a 1", "b"), "a");
        DerivationTree tree = DerivationTree.of(failure.cause());

        assertThat(tree.size()).isEqualTo(2);
        assertThat(tree.facts()).hasSize(3).noneMatch(Incompatibility::isDerived);
    }

    static Failure<String> failure(MapUniverse universe, String... requirements) {
        return ((Outcome.Unsolvable<String>) universe.solve(requirements)).failure();
    }
}
