package io.github.pywar.python.solver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * On which package to decide next: by the universe's tier, then pinned ones, then those that conflicts promoted, then
 * in the order of their discovery. Two packages that are in each other's way five times change places.
 */
final class DecisionOrder {

    private static final int CONFLICTS_UNTIL_PROMOTION = 5;

    private record Pair(Node affected, Node culprit) {}

    /** Where a package stands among those of its tier. */
    private enum Rank {
        PINNED,
        PROMOTED,
        ORDINARY,
        DEMOTED
    }

    private final Map<Pair, Integer> conflicts = new HashMap<>();
    private final Map<Node, Rank> moved = new HashMap<>();
    private int promotions;

    int promotions() {
        return promotions;
    }

    /** @return whether the two have now changed places, so that the culprit's decision has to be taken back */
    boolean conflict(Node affected, Node culprit) {
        if (affected == culprit || culprit.isRoot()) {
            return false;
        }
        if (conflicts.merge(new Pair(affected, culprit), 1, Integer::sum) != CONFLICTS_UNTIL_PROMOTION) {
            return false;
        }
        promotions++;
        moved.put(affected, Rank.PROMOTED);
        moved.putIfAbsent(culprit, Rank.DEMOTED);
        return true;
    }

    Node next(Collection<Node> nodes, ToIntFunction<Node> tier) {
        Node best = null;
        for (Node node : nodes) {
            if (isReady(node) && (best == null || isEarlier(node, best, tier))) {
                best = node;
            }
        }
        return best;
    }

    /** One that follows another waits for it. */
    private static boolean isReady(Node node) {
        return node.isOpen() && (node.leader() == null || node.leader().decided() != null);
    }

    private boolean isEarlier(Node one, Node other, ToIntFunction<Node> tier) {
        int byTier = Integer.compare(tier.applyAsInt(one), tier.applyAsInt(other));
        if (byTier != 0) {
            return byTier < 0;
        }
        int byRank = rank(one).compareTo(rank(other));
        return byRank != 0 ? byRank < 0 : one.number() < other.number();
    }

    private Rank rank(Node node) {
        return node.leader() != null || node.assigned().range().single().isPresent()
                ? Rank.PINNED
                : moved.getOrDefault(node, Rank.ORDINARY);
    }
}
