package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.solver.PartialSolution.Relation;
import io.github.pywar.python.version.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Relations of incompatibilities to decisions and derivations, and what is taken back. */
class PartialSolutionTest {

    private final Facts facts = new Facts(new MapUniverse().with("a 1").with("a 2"));
    private final PartialSolution solution = new PartialSolution();

    @BeforeEach
    void decideOnTheRoot() {
        solution.decide(facts.node("shop"), Version.parse("0"));
    }

    @Test
    void relatesAnIncompatibility() {
        Incompatibility fact = facts.dependsOn("a >=2", "b >=3");

        assertThat(solution.relation(fact)).isEqualTo(Relation.INCONCLUSIVE);
        derive(facts.in("a >=2"));
        assertThat(solution.relation(fact)).isEqualTo(Relation.ALMOST_SATISFIED);
        assertThat(solution.unsatisfied(fact)).isEqualTo(facts.notIn("b >=3"));
        assertThat(fact.isContradicted()).isFalse();
        derive(facts.in("b >=3"));
        assertThat(solution.relation(fact)).isEqualTo(Relation.CONTRADICTED);
        assertThat(fact.isContradicted()).isTrue();
    }

    @Test
    void isSatisfiedIfEveryTermIsTrue() {
        derive(facts.in("a ==2"));
        derive(facts.in("b <3"));

        assertThat(solution.relation(facts.dependsOn("a >=2", "b >=3"))).isEqualTo(Relation.SATISFIED);
    }

    @Test
    void forgetsContradictionsAboveTheLevelOfABackjump() {
        Incompatibility second = facts.dependsOn("a ==2", "b >=3");
        Incompatibility third = facts.dependsOn("a", "b ==4");
        solution.decide(facts.node("a"), Version.parse("1"));
        solution.relation(second);
        solution.decide(facts.node("b"), Version.parse("4"));
        solution.relation(third);
        assertThat(third.contradictedAt()).isEqualTo(3);

        solution.backtrack(2);

        assertThat(second.contradictedAt()).isEqualTo(2);
        assertThat(third.isContradicted()).isFalse();
        solution.backtrack(1);
        assertThat(second.isContradicted()).isFalse();
    }

    @Test
    void reportsChangedPackagesOnceAndByNumber() {
        Node a = facts.node("a");
        Node b = facts.node("b");
        derive(facts.in("b >=3"));
        derive(facts.in("a"));
        derive(facts.in("b >=4"));

        assertThat(solution.takeChanged()).containsExactly(facts.node("shop"), a, b);
        assertThat(solution.takeChanged()).isEmpty();
    }

    @Test
    void findsTheAssignmentThatATermNeedsBesideAnother() {
        derive(facts.in("a >=1"));
        derive(facts.in("a >=2"));
        derive(facts.in("a <4"));
        Assignment last = facts.node("a").assignments().get(2);

        assertThat(PartialSolution.satisfier(facts.in("a >=2,<4"))).isSameAs(last);
        assertThat(PartialSolution.satisfierBeside(facts.in("a >=2,<4"), last))
                .isSameAs(facts.node("a").assignments().get(1));
        assertThat(PartialSolution.satisfierBeside(facts.in("a <5"), last)).isNull();
    }

    private void derive(Term term) {
        solution.derive(term, facts.dependsOn("shop", "a"));
    }
}
