package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Length of an explanation: the shorter derivation, at most 30 lines, and no derivation of more than 2,000 steps. */
class ExplanationLengthTest {

    @Test
    void omitsTheMiddleOfALongChain() {
        ExplanationTest.assertExplained("long-chain", chain(200), "p0", "p200 >=2");
    }

    @Test
    void showsThirtyLinesCompletely() {
        assertThat(lines(chain(58), "p0", "p58 >=2")).hasSize(30).noneMatch(line -> line.contains("omitted"));
        assertThat(lines(chain(60), "p0", "p60 >=2")).hasSize(29).contains("(3 similar steps omitted)");
    }

    @Test
    void listsTheRequirementsIfTheDerivationIsTooLarge() {
        ExplanationTest.assertExplained("longest-chain", chain(1_999), "p0", "p1999 >=2");
        ExplanationTest.assertExplained("too-large", chain(2_000), "p0", "p2000 >=2");
    }

    @Test
    void prefersTheRealDerivationToACoarseOneOfTheSameLength() {
        MapUniverse universe = new MapUniverse().with("d 1", "b ==2").with("d 2", "b");

        ExplanationTest.assertExplained("as-short", universe, "d");
    }

    private static List<String> lines(MapUniverse universe, String... requirements) {
        return Explanation.of(FailureTest.failure(universe, requirements), ExplanationTest.VOCABULARY);
    }

    /** Returns packages that each require the next one; the last one has two versions. */
    private static MapUniverse chain(int length) {
        MapUniverse universe = new MapUniverse();
        for (int i = 0; i < length; i++) {
            universe.with("p" + i + " 1", "p" + (i + 1) + " <2");
        }
        return universe.with("p" + length + " 1").with("p" + length + " 2");
    }
}
