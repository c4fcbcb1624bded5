package io.github.pywar.python.solver;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows from the partial solution (PubGrub, "Unit Propagation"). */
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
        incompatibility.terms().forEach(term -> term.node().add(incompatibility));
    }

    /** @return the lesson of a contradiction, or empty when nothing more follows */
    Optional<ConflictResolution.Lesson> propagate(Node first) {
        queue(first);
        return run();
    }

    Optional<ConflictResolution.Lesson> propagateAll(Collection<Node> nodes) {
        nodes.forEach(this::queue);
        return run();
    }

    /** After a step back all but one term of the lesson are true. */
    Optional<ConflictResolution.Lesson> propagateLesson(Incompatibility lesson) {
        Optional<Incompatibility> conflict = apply(lesson);
        return conflict.isPresent() ? conflict.map(this::learn) : run();
    }

    private Optional<ConflictResolution.Lesson> run() {
        while (!changed.isEmpty()) {
            Node node = changed.poll();
            queued.remove(node);
            List<Incompatibility> all = node.openIncompatibilities();
            for (int i = all.size() - 1; i >= 0; i--) {
                Optional<Incompatibility> conflict = all.get(i).isContradicted() ? Optional.empty() : apply(all.get(i));
                if (conflict.isPresent()) {
                    return conflict.map(this::learn);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Incompatibility> apply(Incompatibility incompatibility) {
        PartialSolution.Standing standing = solution.standing(incompatibility);
        if (standing == PartialSolution.Standing.SATISFIED) {
            return Optional.of(incompatibility);
        }
        if (standing == PartialSolution.Standing.ALMOST_SATISFIED) {
            Term term = solution.unsatisfied(incompatibility);
            solution.derive(term.not(), incompatibility);
            queue(term.node());
        }
        return Optional.empty();
    }

    private ConflictResolution.Lesson learn(Incompatibility conflict) {
        conflicts++;
        changed.clear();
        queued.clear();
        return ConflictResolution.learn(conflict);
    }

    private void queue(Node node) {
        if (queued.add(node)) {
            changed.add(node);
        }
    }
}
