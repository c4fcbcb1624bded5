package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of incompatibilities of a package: settled ones are dropped each time it has doubled. */
class NodeTest {

    private static final int MOST = 32;

    private final Facts facts = new Facts(new MapUniverse());
    private final Node a = facts.node("a");

    @Test
    void keepsAFewSettledIncompatibilities() {
        List<Incompatibility> all = added(MOST, 10);

        assertThat(a.openIncompatibilities()).containsExactlyElementsOf(all);
    }

    @Test
    void dropsSettledIncompatibilitiesOfALongList() {
        List<Incompatibility> all = added(MOST + 1, 10);

        assertThat(a.openIncompatibilities()).containsExactlyElementsOf(all.subList(10, MOST + 1));
    }

    @Test
    void listsADroppedIncompatibilityAgainAfterItIsExtended() {
        List<Incompatibility> all = added(MOST + 1, 10);
        a.openIncompatibilities();
        Incompatibility extended = all.get(3);
        extended.extend(a, facts.in("a ==99").range());

        a.add(extended);
        a.add(extended);
        a.add(all.get(20));

        assertThat(a.openIncompatibilities()).endsWith(extended).hasSize(MOST + 1 - 10 + 1);
    }

    @Test
    void waitsUntilTheListHasDoubledAgain() {
        added(2 * MOST, 0);
        a.openIncompatibilities().forEach(one -> one.contradicted(1));

        assertThat(a.openIncompatibilities()).hasSize(2 * MOST);
        added(2 * MOST + 1, 0);
        assertThat(a.openIncompatibilities()).hasSize(2 * MOST + 1);
    }

    /** Adds incompatibilities; the first ones are settled by the root. */
    private List<Incompatibility> added(int count, int settled) {
        List<Incompatibility> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Incompatibility one = facts.dependsOn("a ==" + i, "b");
            one.contradicted(i < settled ? 1 : 2);
            a.add(one);
            all.add(one);
        }
        return all;
    }
}
