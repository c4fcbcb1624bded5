package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.List;

/** Terms and incompatibilities of a test: {@code dependsOn("a >=2", "b <3")}. The root is {@code shop}. */
final class Facts {

    private final Node root = new Node(0);
    private final Packages<String> packages;

    Facts(MapUniverse universe) {
        packages = new Packages<>(universe);
    }

    Packages<String> packages() {
        return packages;
    }

    Phrases<String> phrases() {
        return new Phrases<>(packages, ExplanationTest.VOCABULARY);
    }

    /** Returns the node of a package, with its versions. */
    Node node(String name) {
        if (name.equals("shop")) {
            return root;
        }
        Node node = packages.node(name);
        packages.candidates(node);
        return node;
    }

    Term in(String requirement) {
        return Term.in(node(MapUniverse.dependency(requirement).on()), range(requirement));
    }

    Term notIn(String requirement) {
        return Term.notIn(node(MapUniverse.dependency(requirement).on()), range(requirement));
    }

    Incompatibility dependsOn(String depender, String requirement) {
        Term outside = notIn(requirement);
        Term subject = in(depender);
        return new Incompatibility(
                List.of(subject, outside), new Cause.DependsOn(subject.node(), outside.node(), range(requirement), ""));
    }

    Incompatibility noVersion(String requirement) {
        Term term = in(requirement);
        return new Incompatibility(List.of(term), new Cause.NoVersions(term.node()));
    }

    Incompatibility unavailable(String requirement, String reason) {
        Term term = in(requirement);
        return new Incompatibility(List.of(term), new Cause.Unavailable(term.node(), reason));
    }

    /** Derives what follows from two incompatibilities, whatever the version of the package. */
    Incompatibility derived(Incompatibility first, Incompatibility second, String eliminated) {
        Node node = node(eliminated);
        Term rest = first.about(node).or(second.about(node));
        return new Incompatibility(first, second, new Elimination(node, second.snapshot(), rest));
    }

    private static VersionRange range(String requirement) {
        return MapUniverse.dependency(requirement).range();
    }
}
