package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;

/** Why an incompatibility holds. */
sealed interface Cause {

    /** A version needs another package; {@code source} says where that is written, if the depender is the root. */
    record Needs(Node depender, Node on, VersionRange range, String source) implements Cause {}

    /** No version of the package lies in the range. */
    record NoVersions(Node node) implements Cause {}

    /** Versions that cannot be chosen, for a reason of their own. */
    record Unavailable(Node node, String reason) implements Cause {}

    /** The one always has the version of the other. */
    record Follows(Node follower, Node leader) implements Cause {}

    /** It follows from two others. */
    record Derived(Incompatibility first, Incompatibility second) implements Cause {}
}
