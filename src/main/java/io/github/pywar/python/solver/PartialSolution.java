package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decisions and their consequences, in order (PubGrub, "Partial Solution"). */
final class PartialSolution {

    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Node> decisions = new ArrayList<>();
    private final List<Incompatibility> contradicted = new ArrayList<>();
    private final Set<Node> changed = new LinkedHashSet<>();

    /** Relation of an incompatibility to the partial solution. */
    enum Relation {
        /** All terms are true. */
        SATISFIED,
        /** All terms but one are true, so that one must be false. */
        ALMOST_SATISFIED,
        /** Two or more terms are neither true nor false. */
        INCONCLUSIVE,
        /** One term is false. */
        CONTRADICTED
    }

    int level() {
        return decisions.size();
    }

    /** Returns the packages that have a version, in the order of the decisions; the root is the first. */
    List<Node> decisions() {
        return decisions;
    }

    /** Returns the packages whose assignments changed since the last call, by number. */
    List<Node> takeChanged() {
        List<Node> all = new ArrayList<>(changed);
        all.sort(Comparator.comparingInt(Node::number));
        changed.clear();
        return all;
    }

    void decide(Node node, Version version) {
        decisions.add(node);
        assign(Term.exactly(node, version), null);
        node.decided(version);
    }

    void derive(Term term, Incompatibility cause) {
        assign(term, cause);
    }

    private void assign(Term term, Incompatibility cause) {
        Node node = term.node();
        Term accumulated = node.assigned().and(term);
        Assignment assignment = new Assignment(term, accumulated, level(), assignments.size(), cause);
        assignments.add(assignment);
        node.assignments().add(assignment);
        changed.add(node);
    }

    /** Takes back all assignments above a decision level, and what was known to be contradicted because of them. */
    void backtrack(int level) {
        while (!assignments.isEmpty() && last().level() > level) {
            Assignment removed = assignments.remove(assignments.size() - 1);
            Node node = removed.term().node();
            node.assignments().remove(node.assignments().size() - 1);
            changed.add(node);
            if (removed.isDecision()) {
                node.decided(null);
                decisions.remove(decisions.size() - 1);
            }
        }
        while (!contradicted.isEmpty()
                && contradicted.get(contradicted.size() - 1).contradictedAt() > level) {
            contradicted.remove(contradicted.size() - 1).forgetContradiction();
        }
    }

    private Assignment last() {
        return assignments.get(assignments.size() - 1);
    }

    /** Returns the relation, and notes a contradiction with its level, so that propagation can skip it until then. */
    Relation relation(Incompatibility incompatibility) {
        int open = 0;
        for (Term term : incompatibility.terms()) {
            if (isFalse(term)) {
                incompatibility.contradicted(level());
                if (level() > 1) {
                    contradicted.add(incompatibility);
                }
                return Relation.CONTRADICTED;
            }
            open += isTrue(term) ? 0 : 1;
        }
        return switch (open) {
            case 0 -> Relation.SATISFIED;
            case 1 -> Relation.ALMOST_SATISFIED;
            default -> Relation.INCONCLUSIVE;
        };
    }

    /** Returns the one term that is not known to be true. */
    Term unsatisfied(Incompatibility incompatibility) {
        for (Term term : incompatibility.terms()) {
            if (!isTrue(term)) {
                return term;
            }
        }
        throw new IllegalStateException("every term is satisfied");
    }

    boolean isTrue(Term term) {
        Version decided = term.node().decided();
        return decided == null
                ? term.node().assigned().implies(term)
                : term.range().contains(decided);
    }

    private boolean isFalse(Term term) {
        Version decided = term.node().decided();
        return decided == null
                ? term.node().assigned().excludes(term)
                : !term.range().contains(decided);
    }

    /** Returns the first assignment of the package with which the term is true. */
    static Assignment satisfier(Term term) {
        return first(term.node(), term, null);
    }

    /**
     * Returns the first assignment that makes the term true together with {@code also}, or null if that one suffices.
     */
    static Assignment satisfierBeside(Term term, Assignment also) {
        return also.term().implies(term) ? null : first(term.node(), term, also.term());
    }

    /**
     * Finds it by bisection: each assignment only narrows the ones before, so once the term is true it remains true.
     */
    private static Assignment first(Node node, Term term, Term also) {
        List<Assignment> all = node.assignments();
        int low = 0;
        int high = all.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Term until = all.get(middle).accumulated();
            if ((also == null ? until : until.and(also)).implies(term)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return all.get(low);
    }
}
