package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** @return packages, and ranges without a version that hold all that is needed of them together */
    public List<Dependency<P>> gaps() {
        List<Incompatibility> facts = Derivation.facts(cause);
        return facts.stream()
                .filter(fact -> fact.cause() instanceof Cause.NoVersions)
                .map(fact -> fact.terms().get(0))
                .filter(term -> term.range().containsAll(needed(term.node(), facts)))
                .map(term -> new Dependency<>(packages.key(term.node()), term.range()))
                .distinct()
                .toList();
    }

    private static VersionRange needed(Node node, List<Incompatibility> facts) {
        return facts.stream()
                .map(Incompatibility::cause)
                .filter(fact -> fact instanceof Cause.Needs needs && needs.on() == node)
                .map(fact -> ((Cause.Needs) fact).range())
                .reduce(VersionRange.any(), VersionRange::intersect);
    }

    /** @return the packages that any fact of the derivation is about */
    Set<P> involved() {
        return Derivation.facts(cause).stream()
                .flatMap(fact -> fact.terms().stream())
                .filter(term -> !term.node().isRoot())
                .map(term -> packages.key(term.node()))
                .collect(Collectors.toSet());
    }
}
