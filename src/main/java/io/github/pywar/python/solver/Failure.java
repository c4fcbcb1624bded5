package io.github.pywar.python.solver;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why there is no solution: the root of a tree of derivations, and all that was learned of the packages on the way. */
public final class Failure<P> {

    private final Incompatibility cause;
    private final List<Dependency<P>> needs;
    private final Map<P, Node> nodes;
    private final Map<Node, P> keys;
    private final Universe<P> universe;

    Failure(
            Incompatibility cause,
            List<Dependency<P>> needs,
            Map<P, Node> nodes,
            Map<Node, P> keys,
            Universe<P> universe) {
        this.cause = cause;
        this.needs = needs;
        this.nodes = nodes;
        this.keys = keys;
        this.universe = universe;
    }

    Incompatibility cause() {
        return cause;
    }

    List<Dependency<P>> needs() {
        return needs;
    }

    Map<P, Node> nodes() {
        return nodes;
    }

    Candidates candidates(P of) {
        Node node = nodes.get(of);
        return node.candidates() == null ? new Candidates(universe.versions(of)) : node.candidates();
    }

    Optional<P> follows(P what) {
        return universe.follows(what);
    }

    P key(Node node) {
        return keys.get(node);
    }

    /** @return packages and the ranges that somebody needs and in which there is no version, as far as they matter */
    public List<Dependency<P>> gaps() {
        return Derivation.facts(cause).stream()
                .filter(fact -> fact.cause() instanceof Cause.NoVersions)
                .map(fact -> fact.terms().get(0))
                .map(term -> new Dependency<>(keys.get(term.node()), term.range()))
                .distinct()
                .toList();
    }
}
