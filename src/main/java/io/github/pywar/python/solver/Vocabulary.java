package io.github.pywar.python.solver;

import io.github.pywar.python.version.VersionRange;

/** How a person calls things, for {@link Explanation}. */
public interface Vocabulary<P> {

    /** @return who asks for all of it, for example the application's name */
    String root();

    /** @return the package's name */
    String name(P of);

    /** @return a sentence without a full stop that says that a package has no version at all */
    default String nothingOf(P of) {
        return "there is no `" + name(of) + "`";
    }

    /** @return a sentence without a full stop that says that a package has no version in a range */
    default String nothingIn(P of, VersionRange range) {
        return "no version of `" + name(of) + "` is in " + range;
    }

    /** @return whether a range without a version of the package has none that could not be chosen either */
    default boolean isNothing(P of, VersionRange range) {
        return true;
    }
}
