package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tree of derivations below a failure. A derivation that several others use occurs once. Walks with a list of its own,
 * because the tree may be deeper than Java's stack.
 */
final class DerivationTree {

    private final UnaryOperator<Cause.Derived> simplify;
    private final Map<Incompatibility, Integer> uses = new LinkedHashMap<>();

    private DerivationTree(UnaryOperator<Cause.Derived> simplify) {
        this.simplify = simplify;
    }

    /** Returns the complete tree. */
    static DerivationTree of(Incompatibility root) {
        return of(root, UnaryOperator.identity());
    }

    /** @param simplify replaces causes, to leave out steps */
    static DerivationTree of(Incompatibility root, UnaryOperator<Cause.Derived> simplify) {
        DerivationTree tree = new DerivationTree(simplify);
        List<Incompatibility> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Incompatibility next = open.remove(open.size() - 1);
            if (next.isDerived() && tree.uses.merge(next, 1, Integer::sum) == 1) {
                Cause.Derived causes = tree.causes(next);
                open.add(causes.first());
                open.add(causes.second());
            }
        }
        return tree;
    }

    Cause.Derived causes(Incompatibility derived) {
        return simplify.apply((Cause.Derived) derived.cause());
    }

    /** Returns how many derivations use this one. */
    int uses(Incompatibility derived) {
        return uses.get(derived);
    }

    /** Returns the number of derivations. */
    int size() {
        return uses.size();
    }

    /** Returns the facts at the leaves, each once. */
    List<Incompatibility> facts() {
        return uses.keySet().stream()
                .map(this::causes)
                .flatMap(causes -> Stream.of(causes.first(), causes.second()))
                .filter(cause -> !cause.isDerived())
                .distinct()
                .toList();
    }
}
