package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rule of resolution for two incompatibilities: the terms of both without those of one package, and what one
 * assignment of that package did not cover.
 *
 * @param resolved the package
 * @param more the terms of the second incompatibility
 * @param rest a term about the package; left out if it is always true
 */
record Elimination(Node resolved, List<Term> more, Term rest) {

    /**
     * Changes the terms of the first incompatibility into those of the result.
     *
     * @param packages of the terms
     * @param about returns the term of a package, or null
     * @param put adds or replaces the term of a package
     */
    void apply(Set<Node> packages, Function<Node, Term> about, Consumer<Term> put) {
        packages.remove(resolved);
        for (Term term : more) {
            if (term.node() != resolved) {
                Term known = about.apply(term.node());
                put.accept(known == null ? term : known.and(term));
            }
        }
        if (!rest.isAlwaysTrue()) {
            put.accept(rest);
        }
        // The root is always chosen, so a term about it carries no information.
        packages.removeIf(Node::isRoot);
    }

    /** Returns the terms of the result. */
    List<Term> terms(List<Term> first) {
        Map<Node, Term> terms = new LinkedHashMap<>();
        first.forEach(term -> terms.put(term.node(), term));
        apply(terms.keySet(), terms::get, term -> terms.put(term.node(), term));
        return new ArrayList<>(terms.values());
    }
}
