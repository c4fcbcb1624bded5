package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * PubGrub solver: finds a version of every package that the root depends on, directly or not. In each round it derives
 * everything that follows, resolves conflicts to their root cause, and decides on one more version. For one use by one
 * thread.
 *
 * @param <P> the key of a package; compared by {@code equals}
 */
public final class Solver<P> {

    private static final Version ROOT_VERSION = Version.parse("0");

    private final Universe<P> universe;
    private final Packages<P> packages;
    private final int mostDecisions;
    private final Map<Node, VersionRange> reportedRanges = new HashMap<>();
    private final Node root = new Node(0);
    private final PartialSolution solution = new PartialSolution();
    private final Propagation propagation = new Propagation(solution);
    private final DecisionOrder order = new DecisionOrder();
    private int rounds;
    private int tries;
    private boolean hasSwapped;

    /** @param mostDecisions how many versions to try before giving up */
    public Solver(Universe<P> universe, int mostDecisions) {
        this.universe = universe;
        this.packages = new Packages<>(universe);
        this.mostDecisions = mostDecisions;
    }

    /** @param requirements the dependencies of the root; a package may occur several times */
    public Outcome<P> solve(List<Dependency<P>> requirements) {
        solution.decide(root, ROOT_VERSION);
        for (Dependency<P> requirement : requirements) {
            addDependency(root, VersionRange.any(), requirement);
        }
        Node next = root;
        while (next != null) {
            rounds++;
            Optional<ConflictResolution.RootCause> conflict = propagate(next);
            while (conflict.isPresent()) {
                Incompatibility cause = conflict.get().incompatibility();
                if (cause.isFailure()) {
                    return new Outcome.Unsolvable<>(new Failure<>(cause, requirements, packages), statistics());
                }
                conflict = learn(conflict.get());
            }
            if (tries >= mostDecisions) {
                return new Outcome.GivenUp<>(statistics());
            }
            followChanges();
            next = decide();
        }
        return new Outcome.Solved<>(packages.decided(solution.decisions()), statistics());
    }

    /** Propagates from the package that was decided on last, or from all if an earlier decision was taken back. */
    private Optional<ConflictResolution.RootCause> propagate(Node last) {
        boolean isBack = hasSwapped;
        hasSwapped = false;
        return isBack ? propagation.propagateAll(packages.all()) : propagation.propagate(last);
    }

    /** Adds the root cause as a new incompatibility, goes back, and propagates it. */
    private Optional<ConflictResolution.RootCause> learn(ConflictResolution.RootCause learned) {
        Node culprit = solution.decisions().get(learned.backjumpLevel() - 1);
        Node affected = solution.decisions().get(learned.conflictLevel() - 1);
        propagation.add(learned.incompatibility());
        if (order.recordConflict(affected, culprit)) {
            // The culprit must be decided again, after the affected package. This goes back further than the root cause
            // requires, so its terms need not be true there: every package is examined.
            solution.backtrack(learned.backjumpLevel() - 1);
            return propagation.propagateAll(packages.all());
        }
        solution.backtrack(learned.backjumpLevel());
        return propagation.propagateLearned(learned.incompatibility());
    }

    /** Returns the package that has a new version or a new incompatibility, or null if no package is open. */
    private Node decide() {
        Node node = order.next();
        if (node == null) {
            return null;
        }
        tries++;
        if (node.leader() == null) {
            choose(node);
        } else {
            follow(node, node.leader());
        }
        return node;
    }

    private void choose(Node node) {
        Optional<Version> best = packages.candidates(node).best(node.assigned().range());
        if (best.isEmpty()) {
            propagation.add(new Incompatibility(List.of(node.assigned()), new Cause.NoVersions(node)));
        } else {
            tryVersion(node, best.get());
        }
    }

    /**
     * Chooses the version of the leader for a follower. If the follower does not accept it, the solver learns that the
     * leader must be in the follower's range. The fact is stated only then, because most followers never conflict.
     */
    private void follow(Node node, Node leader) {
        VersionRange range = node.assigned().range();
        if (range.contains(leader.decided())) {
            tryVersion(node, leader.decided());
        } else {
            propagation.add(new Incompatibility(
                    List.of(node.assigned(), Term.notIn(leader, range)), new Cause.Follows(node, leader)));
        }
    }

    private void tryVersion(Node node, Version version) {
        OptionalInt excludedAt = OptionalInt.empty();
        if (!node.explored().containsKey(version)) {
            node.countTry();
            if (node.tries() > 1) {
                universe.retried(
                        packages.key(node), node.tries(), node.assigned().range());
            }
            excludedAt = explore(node, version);
        }
        if (excludedAt.isEmpty()) {
            solution.decide(node, version);
        } else if (excludedAt.getAsInt() > 0) {
            countExclusion(node, excludedAt.getAsInt());
        }
    }

    /** Takes back a decision that excludes one version of a package after the other, although there is no conflict to resolve. */
    private void countExclusion(Node node, int level) {
        if (order.recordExclusion(node, solution.decisions().get(level - 1))) {
            solution.backtrack(level - 1);
            hasSwapped = true;
        }
    }

    /**
     * Adds the dependencies of a version.
     *
     * @return the level of the decision that rules out the first impossible one; 0 if the version cannot be used at all; empty if
     *     there is none. The version is not decided on then: the decision would be a conflict at once, and propagation excludes
     *     the version without one.
     */
    private OptionalInt explore(Node node, Version version) {
        VersionRange cell = packages.candidates(node).cell(version);
        Dependencies<P> dependencies = universe.dependencies(packages.key(node), version);
        node.explored().put(version, dependencies);
        if (dependencies instanceof Dependencies.Unavailable<P> unavailable) {
            addFact(node, cell, new Cause.Unavailable(node, unavailable.reason()), List.of());
            return OptionalInt.of(0);
        }
        Dependencies.Known<P> known = (Dependencies.Known<P>) dependencies;
        OptionalInt first = OptionalInt.empty();
        for (Dependency<P> dependency : known.all()) {
            Incompatibility added = addDependency(node, known.appliesTo().orElse(cell), dependency);
            if (added != null && rulesOut(added, node) && first.isEmpty()) {
                first = OptionalInt.of(levelOf(added, node));
            }
        }
        return first;
    }

    /** Returns the decision level at which all other terms became true; 0 if the package needs no other one. */
    private static int levelOf(Incompatibility incompatibility, Node node) {
        int level = 0;
        for (Term term : incompatibility.terms()) {
            if (term.node() != node) {
                level = Math.max(level, PartialSolution.satisfier(term).level());
            }
        }
        return level;
    }

    private boolean rulesOut(Incompatibility incompatibility, Node node) {
        for (Term term : incompatibility.terms()) {
            if (term.node() != node && !solution.isTrue(term)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the fact, or null if there is none: the package depends on itself in a range that contains the version.
     */
    private Incompatibility addDependency(Node depender, VersionRange versions, Dependency<P> dependency) {
        Node on = packages.node(dependency.on());
        Cause cause = new Cause.DependsOn(depender, on, dependency.range(), dependency.source());
        if (on == depender) {
            VersionRange wrong = versions.intersect(dependency.range().complement());
            return wrong.isEmpty() ? null : addFact(depender, wrong, cause, List.of());
        }
        Term outside = Term.notIn(on, dependency.range());
        return addFact(depender, versions, cause, outside.isAlwaysTrue() ? List.of() : List.of(outside));
    }

    /** Extends the incompatibility with the same cause, if there is one; else adds a new one. */
    private Incompatibility addFact(Node subject, VersionRange versions, Cause cause, List<Term> others) {
        Incompatibility same = subject.externalFacts().get(cause);
        if (same != null) {
            same.extend(subject, versions);
            propagation.add(same);
            return same;
        }
        List<Term> terms = new ArrayList<>(others);
        terms.add(0, Term.in(subject, versions));
        Incompatibility added = new Incompatibility(terms, cause);
        subject.externalFacts().put(cause, added);
        propagation.add(added);
        return added;
    }

    private int tier(Node node) {
        return universe.tier(packages.key(node));
    }

    /**
     * Updates the order of the decisions. Reports each range that changed, so that the universe can fetch ahead while
     * the solver works on other packages.
     */
    private void followChanges() {
        for (Node node : solution.takeChanged()) {
            order.update(node, this::tier);
            VersionRange range = node.assigned().range();
            if (!node.isRoot() && node.isOpen() && !range.equals(reportedRanges.put(node, range))) {
                universe.rangeChanged(packages.key(node), range);
            }
        }
    }

    private SolverStatistics statistics() {
        return new SolverStatistics(rounds, tries, propagation.conflicts(), order.promotions());
    }
}
