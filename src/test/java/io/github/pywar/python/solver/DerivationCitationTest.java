package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conclusions from two derived steps, of which one or both have a number already. */
class DerivationCitationTest {

    private final Facts facts = new Facts(new MapUniverse()
            .with("x 1")
            .with("x 2")
            .with("x 3")
            .with("s 1")
            .with("s 2")
            .with("r 1")
            .with("r 2")
            .with("a 1")
            .with("b 1")
            .with("c 1")
            .with("v 1")
            .with("w 1"));

    @Test
    void concludesFromTwoCitedSteps() {
        Incompatibility a = facts.derived(facts.dependsOn("a", "v"), facts.dependsOn("v", "x ==1"), "v");
        Incompatibility b = facts.derived(facts.dependsOn("b", "w"), facts.dependsOn("w", "x ==2"), "w");
        Incompatibility c = facts.dependsOn("c", "x ==3");
        Incompatibility withA = facts.derived(facts.derived(a, c, "x"), facts.dependsOn("s ==1", "a"), "a");
        Incompatibility withB = facts.derived(facts.derived(b, c, "x"), facts.dependsOn("s !=1", "b"), "b");
        Incompatibility withEither = facts.derived(withA, withB, "s");

        assertThat(explained(facts.derived(withEither, facts.dependsOn("shop", "s"), "s"), facts.derived(a, b, "x")))
                .containsExactly(
                        "(1) Because every version of `a` depends on `v`, which depends on `x` ==1,"
                                + " every version of `a` requires `x` 1.",
                        "(2) And because every version of `c` depends on `x` ==3 and `s` 1 depends on `a`,"
                                + " every version of `c` and `s` 1 are incompatible.",
                        "(3) Because every version of `b` depends on `w`, which depends on `x` ==2,"
                                + " every version of `b` requires `x` 2.",
                        "And because every version of `c` depends on `x` ==3 and `s` 2 depends on `b`,"
                                + " every version of `c` and `s` 2 are incompatible.",
                        "And because every version of `c` and `s` 1 are incompatible (2),"
                                + " every version of `c` and every version of `s` are incompatible.",
                        "(4) And because shop depends on `s`, no version of `c` can be used.",
                        "Because every version of `a` requires `x` 1 (1) and every version of `b` requires `x` 2 (3),"
                                + " every version of `a` and every version of `b` are incompatible.",
                        "And because `r` 1 depends on both `a` and `b`, `r` 1 cannot be used.",
                        "And because shop depends on `r` and `r` 2 depends on `c`, shop requires `c`.",
                        "And because no version of `c` can be used (4), there is no solution.");
    }

    @Test
    void concludesFromACitedStepAndANewOne() {
        Incompatibility a = facts.derived(facts.dependsOn("a", "v"), facts.dependsOn("v", "x ==1"), "v");
        Incompatibility b = facts.derived(facts.dependsOn("b", "w"), facts.dependsOn("w", "x ==2"), "w");
        Incompatibility withA = facts.derived(a, facts.dependsOn("c", "x ==3"), "x");

        assertThat(explained(facts.derived(withA, facts.dependsOn("shop", "a"), "a"), facts.derived(a, b, "x")))
                .containsExactly(
                        "(1) Because every version of `a` depends on `v`, which depends on `x` ==1,"
                                + " every version of `a` requires `x` 1.",
                        "(2) And because every version of `c` depends on `x` ==3 and shop depends on `a`,"
                                + " no version of `c` can be used.",
                        "Because every version of `b` depends on `w`, which depends on `x` ==2,"
                                + " every version of `b` requires `x` 2.",
                        "And because every version of `a` requires `x` 1 (1),"
                                + " every version of `a` and every version of `b` are incompatible.",
                        "And because `r` 1 depends on both `a` and `b`, `r` 1 cannot be used.",
                        "And because shop depends on `r` and `r` 2 depends on `c`, shop requires `c`.",
                        "And because no version of `c` can be used (2), there is no solution.");
    }

    /**
     * Explains a failure: {@code c} cannot be used, and the other choice is {@code a} and {@code b} together.
     *
     * @param first excludes {@code c}
     * @param second excludes {@code a} with {@code b}
     */
    private List<String> explained(Incompatibility first, Incompatibility second) {
        Incompatibility both = facts.derived(
                facts.derived(second, facts.dependsOn("r ==1", "a"), "a"), facts.dependsOn("r ==1", "b"), "b");
        Incompatibility other = facts.derived(
                facts.derived(both, facts.dependsOn("shop", "r"), "r"), facts.dependsOn("r !=1", "c"), "r");
        return Derivation.write(facts.derived(first, other, "c"), facts.phrases());
    }

    private static MapUniverse universe(String... releases) {
        MapUniverse universe = new MapUniverse();
        Stream.of(releases).forEach(universe::with);
        return universe;
    }
}
