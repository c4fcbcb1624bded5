package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Terms of facts and of derived incompatibilities. A fact may be extended after something was derived from it. */
class IncompatibilityTest {

    private final Facts facts = new Facts(new MapUniverse());

    @Test
    void extendsAFactByVersionsOfTheDepender() {
        Incompatibility fact = facts.dependsOn("a ==2", "b >=3");
        fact.contradicted(4);

        fact.extend(facts.node("a"), facts.in("a ==1").range());

        assertThat(fact.about(facts.node("a")))
                .isEqualTo(facts.in("a ==1").or(facts.in("a ==2")))
                .isNotEqualTo(facts.in("a ==2"));
        assertThat(fact.about(facts.node("b"))).isEqualTo(facts.notIn("b >=3"));
        assertThat(fact.isContradicted()).isFalse();
    }

    @Test
    void derivesFromTheTermsOfThatTime() {
        Incompatibility fact = facts.dependsOn("a ==2", "b >=3");
        Incompatibility derived = facts.derived(fact, facts.dependsOn("b >=3", "c"), "b");

        fact.extend(facts.node("a"), facts.in("a ==1").range());

        assertThat(derived.terms()).containsExactly(facts.in("a ==2"), facts.notIn("c"));
    }

    @Test
    void takesASnapshotOfTheTerms() {
        Incompatibility fact = facts.dependsOn("a ==2", "b >=3");
        List<Term> snapshot = fact.snapshot();

        fact.extend(facts.node("a"), facts.in("a ==1").range());

        assertThat(snapshot).containsExactly(facts.in("a ==2"), facts.notIn("b >=3"));
        assertThat(facts.derived(fact, facts.noVersion("b >=3"), "b").snapshot())
                .isNotEmpty();
    }

    @Test
    void isSettledByAContradictionOfTheRoot() {
        Incompatibility fact = facts.dependsOn("a ==2", "b >=3");

        assertThat(fact.isSettled()).isFalse();
        fact.contradicted(2);
        assertThat(fact.isSettled()).isFalse();
        fact.contradicted(1);
        assertThat(fact.isSettled()).isTrue();
    }

    @Test
    void leavesOutTheRoot() {
        assertThat(facts.derived(facts.dependsOn("shop", "a"), facts.noVersion("a"), "a")
                        .isFailure())
                .isTrue();
        assertThat(facts.derived(facts.dependsOn("shop", "a"), facts.dependsOn("a", "b"), "a")
                        .terms())
                .containsExactly(facts.notIn("b"));
    }
}
