package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;
import java.util.Objects;

/** Reason why an incompatibility holds. */
sealed interface Cause {

    /**
     * A package depends on another one.
     *
     * @param source where the user declared the dependency, if the depender is the root
     */
    record DependsOn(Node depender, Node dependency, VersionRange range, String source) implements Cause {

        @Override
        public boolean equals(Object other) {
            return other instanceof DependsOn that
                    && depender == that.depender
                    && dependency == that.dependency
                    && range.equals(that.range)
                    && source.equals(that.source);
        }

        /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
        @Override
        public int hashCode() {
            return Objects.hash(depender, dependency, range);
        }
    }

    /** The package has no version in the range. */
    record NoVersions(Node node) implements Cause {}

    /** The versions cannot be used, for a reason that the universe states. */
    record Unavailable(Node node, String reason) implements Cause {}

    /** The follower always has the version of the leader. */
    record Follows(Node follower, Node leader) implements Cause {}

    /** The incompatibility follows from two others. */
    record Derived(Incompatibility first, Incompatibility second) implements Cause {}
}
