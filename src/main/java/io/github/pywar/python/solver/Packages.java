package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Packages that a solver has discovered, by key and as nodes. */
final class Packages<P> {

    private final Universe<P> universe;
    private final Map<P, Node> nodes = new LinkedHashMap<>();
    private final Map<Node, P> keys = new HashMap<>();

    Packages(Universe<P> universe) {
        this.universe = universe;
    }

    Universe<P> universe() {
        return universe;
    }

    /** Returns all packages but the root, in the order of discovery. */
    Collection<Node> all() {
        return nodes.values();
    }

    P key(Node node) {
        return keys.get(node);
    }

    /** Returns the node of a package; creates it, and that of its leader, at the first call. */
    Node node(P key) {
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        Optional<P> leader = universe.follows(key);
        Node followed = leader.isPresent() ? node(leader.get()) : null;
        Node node = new Node(nodes.size() + 1);
        if (followed != null) {
            node.follow(followed);
        }
        nodes.put(key, node);
        keys.put(node, key);
        return node;
    }

    /** Returns the versions of a package; asks the universe at the first call. */
    Candidates candidates(Node node) {
        if (node.candidates() == null) {
            node.candidates(
                    node.leader() == null
                            ? new Candidates(universe.versions(keys.get(node)))
                            : candidates(node.leader()));
        }
        return node.candidates();
    }

    /** Returns the chosen versions, in the order of the decisions. */
    Map<P, Version> decided(Collection<Node> decisions) {
        Map<P, Version> chosen = new LinkedHashMap<>();
        for (Node node : decisions) {
            if (!node.isRoot()) {
                chosen.put(keys.get(node), node.decided());
            }
        }
        return chosen;
    }
}
