package io.github.pywar.python.solver;

import java.util.List;
import java.util.Map;

/** Why there is no solution: the root of a tree of derivations, and all that was learned of the packages on the way. */
public final class Failure<P> {

    private final Incompatibility cause;
    private final List<Dependency<P>> needs;
    private final Map<P, Node> nodes;
    private final Map<Node, P> keys;

    Failure(Incompatibility cause, List<Dependency<P>> needs, Map<P, Node> nodes, Map<Node, P> keys) {
        this.cause = cause;
        this.needs = needs;
        this.nodes = nodes;
        this.keys = keys;
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

    P key(Node node) {
        return keys.get(node);
    }
}
