package io.github.pywar.python.solver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Order of the decisions: by the tier of the universe, then pinned packages, then packages that conflicts promoted,
 * then by discovery.
 *
 * <p>Discovery order keeps what the user declared newest, because declared packages are discovered first. It can be
 * slow: a package that is decided early may rule out one version of a later package after the other. After a few
 * conflicts of the same two packages, the later one is therefore decided first. Each pair swaps once, so the search
 * ends.
 */
final class DecisionOrder {

    private static final int CONFLICTS_UNTIL_PROMOTION = 5;

    private record Pair(Node affected, Node culprit) {}

    /** Rank of a package among those of its tier. */
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

    /**
     * Counts a conflict.
     *
     * @param affected the package whose version was rejected
     * @param culprit the package whose earlier decision rejected it
     * @return whether the two have now swapped their order, so that the decision on the culprit must be taken back
     */
    boolean recordConflict(Node affected, Node culprit) {
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

    /** A follower waits for the decision on its leader, because it has no choice of its own. */
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

    /** Pinned packages come first: there is nothing to choose, and their dependencies narrow the others. */
    private Rank rank(Node node) {
        return node.leader() != null || node.assigned().range().single().isPresent()
                ? Rank.PINNED
                : moved.getOrDefault(node, Rank.ORDINARY);
    }
}
