package io.github.pywar.python.solver;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Derivation of everything that follows from the partial solution (PubGrub, "Unit Propagation"). */
final class Propagation {

    private final PartialSolution solution;
    private final Deque<Node> changed = new ArrayDeque<>();
    private final Set<Node> queued = new HashSet<>();
    private int conflicts;

    Propagation(PartialSolution solution) {
        this.solution = solution;
    }

    int conflicts() {
        return conflicts;
    }

    void add(Incompatibility incompatibility) {
        for (Term term : incompatibility.terms()) {
            term.node().add(incompatibility);
        }
    }

    /** Returns the root cause of a conflict, or empty if nothing more follows. */
    Optional<ConflictResolution.RootCause> propagate(Node first) {
        queue(first);
        return run();
    }

    Optional<ConflictResolution.RootCause> propagateAll(Collection<Node> nodes) {
        nodes.forEach(this::queue);
        return run();
    }

    /**
     * Propagates a learned incompatibility first. After the backjump, all of its terms but one are true, so it makes
     * that one false and is no conflict itself.
     */
    Optional<ConflictResolution.RootCause> propagateLearned(Incompatibility learned) {
        apply(learned);
        return run();
    }

    private Optional<ConflictResolution.RootCause> run() {
        while (!changed.isEmpty()) {
            Node node = changed.poll();
            queued.remove(node);
            // The newest first: learned incompatibilities are more general and lead to a conflict sooner.
            List<Incompatibility> all = node.openIncompatibilities();
            for (int i = all.size() - 1; i >= 0; i--) {
                Optional<Incompatibility> conflict = all.get(i).isContradicted() ? Optional.empty() : apply(all.get(i));
                if (conflict.isPresent()) {
                    return conflict.map(this::resolve);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Incompatibility> apply(Incompatibility incompatibility) {
        PartialSolution.Relation relation = solution.relation(incompatibility);
        if (relation == PartialSolution.Relation.SATISFIED) {
            return Optional.of(incompatibility);
        }
        if (relation == PartialSolution.Relation.ALMOST_SATISFIED) {
            Term term = solution.unsatisfied(incompatibility);
            solution.derive(term.not(), incompatibility);
            queue(term.node());
        }
        return Optional.empty();
    }

    /** Drops the queue: the solver goes back to a level at which everything was propagated already. */
    private ConflictResolution.RootCause resolve(Incompatibility conflict) {
        conflicts++;
        changed.clear();
        queued.clear();
        return ConflictResolution.rootCause(conflict);
    }

    private void queue(Node node) {
        if (queued.add(node)) {
            changed.add(node);
        }
    }
}
