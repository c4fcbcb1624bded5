package io.github.pywar.python.solver;

import java.util.List;

/** Why there is no solution: the root of a tree of derivations, and all that was learned of the packages on the way. */
public final class Failure<P> {

    private final Incompatibility cause;
    private final List<Dependency<P>> needs;
    private final Packages<P> packages;

    Failure(Incompatibility cause, List<Dependency<P>> needs, Packages<P> packages) {
        this.cause = cause;
        this.needs = needs;
        this.packages = packages;
    }

    Incompatibility cause() {
        return cause;
    }

    List<Dependency<P>> needs() {
        return needs;
    }

    Packages<P> packages() {
        return packages;
    }

    /** @return packages and the ranges that somebody needs and in which there is no version, as far as they matter */
    public List<Dependency<P>> gaps() {
        return Derivation.facts(cause).stream()
                .filter(fact -> fact.cause() instanceof Cause.NoVersions)
                .map(fact -> fact.terms().get(0))
                .map(term -> new Dependency<>(packages.key(term.node()), term.range()))
                .distinct()
                .toList();
    }
}
