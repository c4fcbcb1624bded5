package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which package is next: tiers, pins, and packages that swap after five conflicts or 20 exclusions. */
class DecisionOrderTest {

    private static final int CONFLICTS = 5;
    private static final int EXCLUSIONS = 20;

    private final Facts facts = new Facts(new MapUniverse());
    private final PartialSolution solution = new PartialSolution();
    private final DecisionOrder order = new DecisionOrder();
    private final Node shop = facts.node("shop");
    private final Node a = facts.node("a");
    private final Node b = facts.node("b");
    private final Node c = facts.node("c");

    @BeforeEach
    void requireAll() {
        solution.derive(facts.in("shop"), facts.noVersion("shop"));
        for (String name : List.of("a", "b", "c")) {
            solution.derive(facts.in(name), facts.dependsOn("shop", name));
        }
    }

    @Test
    void followsTheDiscovery() {
        assertThat(decided(Map.of())).containsExactly(a, b, c);
    }

    @Test
    void startsWithTheLowestTier() {
        assertThat(decided(Map.of(a, 2, b, 1))).containsExactly(c, b, a);
    }

    @Test
    void startsWithAPin() {
        solution.derive(facts.in("c ==1"), facts.dependsOn("shop", "c ==1"));
        conflict(b, a, CONFLICTS);

        assertThat(decided(Map.of())).containsExactly(c, b, a);
    }

    @Test
    void swapsTwoPackagesAtTheirFifthConflict() {
        assertThat(conflict(c, a, CONFLICTS + 2)).containsExactly(false, false, false, false, true, false, false);
        assertThat(order.promotions()).isEqualTo(1);
        assertThat(decided(Map.of())).containsExactly(c, b, a);
    }

    @Test
    void countsConflictsOfEachPair() {
        conflict(c, a, CONFLICTS - 1);
        conflict(c, b, CONFLICTS - 1);
        conflict(a, c, CONFLICTS - 1);

        assertThat(order.promotions()).isZero();
        assertThat(decided(Map.of())).containsExactly(a, b, c);
    }

    @Test
    void keepsAPromotedPackageThatIsACulpritLater() {
        conflict(c, a, CONFLICTS);
        conflict(b, c, CONFLICTS);

        assertThat(order.promotions()).isEqualTo(2);
        assertThat(decided(Map.of())).containsExactly(b, c, a);
    }

    @Test
    void swapsTwoPackagesAtTheTwentiethExcludedVersion() {
        assertThat(exclude(c, a, EXCLUSIONS - 1)).containsOnly(false);
        assertThat(exclude(c, a, 3)).containsExactly(true, false, false);
        assertThat(order.promotions()).isEqualTo(1);
        assertThat(decided(Map.of())).containsExactly(c, b, a);
    }

    @Test
    void swapsTwoPackagesOnceForBothReasons() {
        conflict(c, a, CONFLICTS);
        assertThat(exclude(c, a, EXCLUSIONS)).containsOnly(false);
        exclude(b, a, EXCLUSIONS);
        assertThat(conflict(b, a, CONFLICTS)).containsOnly(false);

        assertThat(order.promotions()).isEqualTo(2);
    }

    @Test
    void addsNoExcludedVersionsToConflicts() {
        conflict(c, a, CONFLICTS - 1);
        exclude(c, a, EXCLUSIONS - 1);

        assertThat(order.promotions()).isZero();
    }

    @Test
    void neverSwapsWithTheRoot() {
        assertThat(exclude(c, shop, EXCLUSIONS + 1)).containsOnly(false);
        assertThat(conflict(c, shop, CONFLICTS + 1)).containsOnly(false);
        assertThat(order.promotions()).isZero();
        assertThat(decided(Map.of())).containsExactly(a, b, c);
    }

    private List<Boolean> exclude(Node affected, Node culprit, int times) {
        return Stream.generate(() -> order.recordExclusion(affected, culprit))
                .limit(times)
                .toList();
    }

    private List<Boolean> conflict(Node affected, Node culprit, int times) {
        List<Boolean> swapped = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            swapped.add(order.recordConflict(affected, culprit));
        }
        return swapped;
    }

    private List<Node> decided(Map<Node, Integer> tiers) {
        solution.takeChanged().forEach(node -> order.update(node, one -> tiers.getOrDefault(one, 0)));
        List<Node> decided = new ArrayList<>();
        for (Node next = order.next(); next != null; next = order.next()) {
            decided.add(next);
            solution.decide(next, Version.parse("1"));
            order.update(next, one -> tiers.getOrDefault(one, 0));
        }
        return decided;
    }
}
