package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps of a derivation: their order, numbers of lines that others cite, and gaps that are left out. */
class DerivationTest {

    @Test
    void concludesFromTwoSimpleSteps() {
        MapUniverse universe = new MapUniverse().with("a 1", "c").with("a 2", "c >=4", "c ==1");

        assertThat(derivation(universe, "a <=2"))
                .containsExactly(
                        "Because `a` 1 depends on `c` and `c` does not exist, `a` 1 cannot be used.",
                        "Because `a` 2 depends on both `c` >=4 and `c` ==1, `a` 2 cannot be used.",
                        "Thus, no version of `a` can be used.",
                        "And because shop depends on `a` <=2, there is no solution.");
    }

    @Test
    void explainsTheSimpleOneOfTwoStepsLast() {
        MapUniverse simpleFirst = new MapUniverse().with("b 1", "c").with("b 2", "a <=2", "a >=2");
        MapUniverse simpleSecond =
                new MapUniverse().with("b 2", "b >2").with("b 3", "c").with("b 4", "a >=4", "a ==1");

        assertThat(derivation(simpleFirst, "b"))
                .containsExactly(
                        "Because `b` 2 depends on `a` <=2 and `a` does not exist, `b` 2 requires `a` <2.",
                        "And because `b` 2 depends on `a` >=2, `b` 2 cannot be used.",
                        "Because `b` 1 depends on `c` and `c` does not exist, `b` 1 cannot be used.",
                        "Thus, no version of `b` can be used.",
                        "And because shop depends on `b`, there is no solution.");
        assertThat(derivation(simpleSecond, "b"))
                .containsExactly(
                        "Because `b` 2 depends on `b` >2 and `b` 3 depends on `c`, `b` <=3 requires `c`.",
                        "And because `c` does not exist, `b` <=3 cannot be used.",
                        "Because `b` 4 depends on both `a` >=4 and `a` ==1, `b` 4 cannot be used.",
                        "Thus, no version of `b` can be used.",
                        "And because shop depends on `b`, there is no solution.");
    }

    @Test
    void citesAStepThatTwoOthersNeed() {
        MapUniverse universe = new MapUniverse()
                .with("a 2", "c")
                .with("a 4", "b <2")
                .with("b 1", "c")
                .with("c 1", "c >2")
                .with("c 2", "b ==3");

        assertThat(derivation(universe, "a"))
                .containsExactly(
                        "(1) Because `c` 1 depends on `c` >2 and `c` 2 depends on `b` ==3,"
                                + " every version of `c` requires `b` ==3.",
                        "And because `a` 2 depends on `c`, `a` 2 requires `b` ==3.",
                        "(2) And because `a` 4 depends on `b` <2 and no version of `b` matches ==3,"
                                + " every version of `a` requires `b`.",
                        "Because every version of `b` depends on `c` and every version of `c` requires `b` ==3 (1),"
                                + " no version of `b` can be used.",
                        "And because every version of `a` requires `b` (2), no version of `a` can be used.",
                        "And because shop depends on `a`, there is no solution.");
    }

    @Test
    void continuesAStepWithACitedOne() {
        MapUniverse universe = new MapUniverse()
                .with("a 1", "d")
                .with("b 1", "a")
                .with("c 4", "a")
                .with("c 5", "b")
                .with("d 5", "c ==3")
                .with("d 6", "a >=4");

        assertThat(derivation(universe, "c"))
                .containsExactly(
                        "Because `d` 5 depends on `c` ==3 and `d` 6 depends on `a` >=4,"
                                + " every version of `d` requires `c` ==3 or `a` >=4.",
                        "(1) And because every version of `a` depends on `d`, every version of `a` requires `c` ==3.",
                        "(2) And because `c` 4 depends on `a`, `c` 4 cannot be used.",
                        "Because every version of `b` depends on `a` and no version of `a` matches >=4,"
                                + " every version of `b` requires `a`.",
                        "And because every version of `a` requires `c` ==3 (1), every version of `b` requires `c` ==3.",
                        "And because `c` 5 depends on `b`, `c` 5 cannot be used.",
                        "And because `c` 4 cannot be used (2), no version of `c` can be used.",
                        "And because shop depends on `c`, there is no solution.");
    }

    @Test
    void omitsAGapBetweenVersions() {
        MapUniverse universe = new MapUniverse().with("e 1", "e ==2");

        assertThat(derivation(universe, "e"))
                .containsExactly("Because shop depends on `e`, which depends on `e` ==2, there is no solution.");
    }

    @Test
    void mentionsAGapThatARequirementLeaves() {
        assertThat(derivation(new MapUniverse().with("c 2"), "c >=2", "c !=2"))
                .containsExactly(
                        "Because shop depends on `c` >=2 and no version of `c` matches >2, shop requires `c`.",
                        "And because shop depends on `c` !=2, there is no solution.");
    }

    private static List<String> derivation(MapUniverse universe, String... requirements) {
        Failure<String> failure = FailureTest.failure(universe, requirements);
        return Derivation.write(failure.cause(), new Phrases<>(failure.packages(), ExplanationTest.VOCABULARY));
    }
}
