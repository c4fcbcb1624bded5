package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;

/** Names and phrases for an {@link Explanation}. A sentence has no full stop. */
public interface Vocabulary<P> {

    /** Returns the name of the root, for example the application's name. */
    String root();

    /** Returns the name of a package. */
    String name(P key);

    /** Returns a sentence: a package has no version at all. */
    default String noVersionExists(P key) {
        return "`" + name(key) + "` does not exist";
    }

    /** Returns a sentence: a package has no version in a range. */
    default String noVersionMatches(P key, VersionRange range) {
        return "no version of `" + name(key) + "` matches " + range;
    }

    /**
     * Returns whether a range without a candidate is a mere gap between versions. If versions exist there that cannot
     * be used, the explanation must mention them.
     */
    default boolean isEmptyRange(P key, VersionRange range) {
        return true;
    }
}
