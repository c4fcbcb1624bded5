package io.github.pywar.python.solver;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Order of the decisions: by the tier of the universe, then pinned packages, then packages that conflicts promoted,
 * then by discovery.
 *
 * <p>Discovery order keeps what the user declared newest, because declared packages are discovered first. It can be
 * slow: a package that is decided early may rule out one version of a later package after the other. After a few
 * conflicts of the same two packages, or after more versions that are excluded before they are decided on, the later one is
 * therefore decided first. Each pair swaps once, so the search ends.
 */
final class DecisionOrder {

    private static final int CONFLICTS_UNTIL_PROMOTION = 5;

    /** More than conflicts: with five, the decisions of popular sets of requirements swap in vain ({@code solver.md}). */
    private static final int EXCLUSIONS_UNTIL_PROMOTION = 20;

    private record Pair(Node affected, Node culprit) {}

    /** Rank of a package among those of its tier. */
    private enum Rank {
        PINNED,
        PROMOTED,
        ORDINARY,
        DEMOTED
    }

    /** Position of an open package in the order. */
    private record Place(int tier, Rank rank, int number, Node node) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byTier = Integer.compare(tier, other.tier);
            int byRank = byTier != 0 ? byTier : rank.compareTo(other.rank);
            return byRank != 0 ? byRank : Integer.compare(number, other.number);
        }
    }

    private final NavigableSet<Place> open = new TreeSet<>();
    private final Map<Node, Place> places = new HashMap<>();
    private final Map<Pair, Integer> conflicts = new HashMap<>();
    private final Map<Pair, Integer> exclusions = new HashMap<>();
    private final Set<Pair> swapped = new HashSet<>();
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
        return count(new Pair(affected, culprit), conflicts, CONFLICTS_UNTIL_PROMOTION);
    }

    /**
     * Counts a version that was excluded before it was decided on.
     *
     * @param affected the package of the version
     * @param culprit the package whose earlier decision excludes it
     * @return whether the two have now swapped their order, so that the decision on the culprit must be taken back
     */
    boolean recordExclusion(Node affected, Node culprit) {
        return count(new Pair(affected, culprit), exclusions, EXCLUSIONS_UNTIL_PROMOTION);
    }

    private boolean count(Pair pair, Map<Pair, Integer> counts, int limit) {
        if (pair.culprit().isRoot() || counts.merge(pair, 1, Integer::sum) != limit || !swapped.add(pair)) {
            return false;
        }
        promotions++;
        moved.put(pair.affected(), Rank.PROMOTED);
        moved.putIfAbsent(pair.culprit(), Rank.DEMOTED);
        return true;
    }

    /**
     * Brings the order up to date with a package that may have become open, decided, pinned or moved. The cost of a
     * decision therefore depends on what changed, not on the number of packages.
     */
    void update(Node node, ToIntFunction<Node> tier) {
        place(node, tier);
        for (Node follower : node.followers()) {
            place(follower, tier);
        }
    }

    private void place(Node node, ToIntFunction<Node> tier) {
        Place next = isReady(node) ? new Place(tier.applyAsInt(node), rank(node), node.number(), node) : null;
        Place before = next == null ? places.remove(node) : places.put(node, next);
        if (before != null) {
            open.remove(before);
        }
        if (next != null) {
            open.add(next);
        }
    }

    /** Returns the package to decide on next, or null if no package is open. */
    Node next() {
        return open.isEmpty() ? null : open.first().node();
    }

    /** A follower waits for the decision on its leader, because it has no choice of its own. */
    private static boolean isReady(Node node) {
        return !node.isRoot()
                && node.isOpen()
                && (node.leader() == null || node.leader().decided() != null);
    }

    /** Pinned packages come first: there is nothing to choose, and their dependencies narrow the others. */
    private Rank rank(Node node) {
        return node.leader() != null || node.assigned().range().single().isPresent()
                ? Rank.PINNED
                : moved.getOrDefault(node, Rank.ORDINARY);
    }
}
