package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a version of every package that is needed, by PubGrub: propagate what follows, resolve a contradiction to its
 * root cause and learn it, or else decide on one more version. For one use by one thread.
 *
 * @param <P> what identifies a package; by {@code equals}
 */
public final class Solver<P> {

    private static final Version ROOT_VERSION = Version.parse("0");

    private final Universe<P> universe;
    private final Packages<P> packages;
    private final int mostDecisions;
    private final Map<Node, VersionRange> told = new HashMap<>();
    private final Node root = new Node(0);
    private final PartialSolution solution = new PartialSolution();
    private final Propagation propagation = new Propagation(solution);
    private final DecisionOrder order = new DecisionOrder();
    private int rounds;
    private int tries;

    /** @param mostDecisions how many versions to try before giving up */
    public Solver(Universe<P> universe, int mostDecisions) {
        this.universe = universe;
        this.packages = new Packages<>(universe);
        this.mostDecisions = mostDecisions;
    }

    /** @param needs what the root needs; a package may be named several times */
    public Outcome<P> solve(List<Dependency<P>> needs) {
        solution.decide(root, ROOT_VERSION);
        needs.forEach(need -> add(root, VersionRange.any(), need));
        Node next = root;
        while (next != null) {
            rounds++;
            Optional<ConflictResolution.Lesson> conflict = propagation.propagate(next);
            while (conflict.isPresent()) {
                if (conflict.get().cause().isFailure()) {
                    return new Outcome.Unsolvable<>(
                            new Failure<>(conflict.get().cause(), needs, packages), statistics());
                }
                conflict = learn(conflict.get());
            }
            if (tries >= mostDecisions) {
                return new Outcome.GivenUp<>(statistics());
            }
            tellOfNeeds();
            next = decide();
        }
        return new Outcome.Solved<>(packages.decided(solution.decisions()), statistics());
    }

    private Optional<ConflictResolution.Lesson> learn(ConflictResolution.Lesson lesson) {
        Node culprit = solution.decisions().get(lesson.to() - 1);
        Node affected = solution.decisions().get(lesson.from() - 1);
        propagation.add(lesson.cause());
        if (order.conflict(affected, culprit)) {
            int before = solution.decisions().indexOf(culprit);
            solution.backtrack(Math.max(1, before));
            return propagation.propagateAll(packages.all());
        }
        solution.backtrack(lesson.to());
        return propagation.propagateLesson(lesson.cause());
    }

    /** @return the package decided on or learned about, or null where nothing is open any more */
    private Node decide() {
        Node node = order.next(packages.all(), this::tier);
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
        boolean conflict = false;
        if (!node.explored().containsKey(version)) {
            node.countTry();
            if (node.tries() > 1) {
                universe.triedAgain(
                        packages.key(node), node.tries(), node.assigned().range());
            }
            conflict = explore(node, version);
        }
        if (!conflict) {
            solution.decide(node, version);
        }
    }

    /** @return whether one of the version's dependencies already rules it out */
    private boolean explore(Node node, Version version) {
        VersionRange cell = packages.candidates(node).cell(version);
        Dependencies<P> dependencies = universe.dependencies(packages.key(node), version);
        node.explored().put(version, dependencies);
        if (dependencies instanceof Dependencies.Unavailable<P> unavailable) {
            state(node, cell, new Cause.Unavailable(node, unavailable.reason()), List.of());
            return true;
        }
        Dependencies.Known<P> known = (Dependencies.Known<P>) dependencies;
        boolean conflict = false;
        for (Dependency<P> dependency : known.all()) {
            Incompatibility added = add(node, known.alsoOf().orElse(cell), dependency);
            conflict |= added != null && rulesOut(added, node);
        }
        return conflict;
    }

    private boolean rulesOut(Incompatibility incompatibility, Node node) {
        return incompatibility.terms().stream().allMatch(term -> term.node() == node || solution.isTrue(term));
    }

    /** @return the fact, or null if it is none: a package that needs itself in a version that it is */
    private Incompatibility add(Node depender, VersionRange versions, Dependency<P> dependency) {
        Node on = packages.node(dependency.on());
        Cause cause = new Cause.Needs(depender, on, dependency.range(), dependency.source());
        if (on == depender) {
            VersionRange wrong = versions.intersect(dependency.range().complement());
            return wrong.isEmpty() ? null : state(depender, wrong, cause, List.of());
        }
        Term outside = Term.notIn(on, dependency.range());
        return state(depender, versions, cause, outside.isAlwaysTrue() ? List.of() : List.of(outside));
    }

    private Incompatibility state(Node subject, VersionRange versions, Cause cause, List<Term> others) {
        Incompatibility same = subject.external().get(cause);
        if (same != null) {
            same.extend(subject, versions);
            propagation.add(same);
            return same;
        }
        List<Term> terms = new ArrayList<>(others);
        terms.add(0, Term.in(subject, versions));
        Incompatibility added = new Incompatibility(terms, cause);
        subject.external().put(cause, added);
        propagation.add(added);
        return added;
    }

    private int tier(Node node) {
        return universe.tier(packages.key(node));
    }

    private void tellOfNeeds() {
        for (Node node : packages.all()) {
            if (node.isOpen()
                    && !node.assigned()
                            .range()
                            .equals(told.put(node, node.assigned().range()))) {
                universe.needed(packages.key(node), node.assigned().range());
            }
        }
    }

    private SolverStatistics statistics() {
        return new SolverStatistics(rounds, tries, propagation.conflicts(), order.promotions());
    }
}
