package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reason why there is no solution: the root of a tree of derivations, and what the solver learned about the packages.
 */
public final class Failure<P> {

    private final Incompatibility cause;
    private final List<Dependency<P>> requirements;
    private final Packages<P> packages;

    Failure(Incompatibility cause, List<Dependency<P>> requirements, Packages<P> packages) {
        this.cause = cause;
        this.requirements = requirements;
        this.packages = packages;
    }

    Incompatibility cause() {
        return cause;
    }

    /** Returns the dependencies of the root. */
    List<Dependency<P>> requirements() {
        return requirements;
    }

    Packages<P> packages() {
        return packages;
    }

    /**
     * Returns packages with a range that contains no version, where the range covers everything that the derivation
     * requires of the package. Another version in such a range would be a way out, so hints refer to it. A gap between
     * two versions that both conflict is not returned.
     */
    public List<Dependency<P>> unmatchedRanges() {
        List<Incompatibility> facts = DerivationTree.of(cause).facts();
        Map<Node, VersionRange> required = required(facts);
        return facts.stream()
                .filter(fact -> fact.cause() instanceof Cause.NoVersions)
                .map(fact -> fact.terms().get(0))
                .filter(term -> term.range().containsAll(required.getOrDefault(term.node(), VersionRange.any())))
                .map(term -> new Dependency<>(packages.key(term.node()), term.range()))
                .distinct()
                .toList();
    }

    /** Returns the range of each package that all of these facts require together. */
    private static Map<Node, VersionRange> required(List<Incompatibility> facts) {
        Map<Node, VersionRange> required = new HashMap<>();
        for (Incompatibility fact : facts) {
            if (fact.cause() instanceof Cause.DependsOn dependency) {
                required.merge(dependency.dependency(), dependency.range(), VersionRange::intersect);
            }
        }
        return required;
    }

    /** Returns the packages that occur in any fact of the derivation. */
    Set<P> involved() {
        return DerivationTree.of(cause).facts().stream()
                .flatMap(fact -> fact.terms().stream())
                .filter(term -> !term.node().isRoot())
                .map(term -> packages.key(term.node()))
                .collect(Collectors.toSet());
    }
}
