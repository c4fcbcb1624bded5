package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Where projects and their files are listed. Safe for several threads; the same question is asked once. */
public interface PackageIndex {

    /**
     * @return what it says of the project; empty: it has none of that name
     * @throws UserException where it cannot be asked, or answers nonsense
     * @throws IOException where it does not answer
     */
    Optional<ProjectPage> project(PackageName name) throws IOException;

    /**
     * Asks under the same rules as {@link #project}, so that it is never older than that would be.
     *
     * @return a text that changes whenever {@link #project} says something else; {@link ProjectPage#ABSENT} where it has
     *     no such project
     */
    default String fingerprint(PackageName name) throws IOException {
        return project(name).map(ProjectPage::fingerprint).orElse(ProjectPage.ABSENT);
    }

    /** @return the same with only those files whose names are wanted; the names of the others are told all the same */
    default PackageIndex keeping(Predicate<String> wanted) {
        return new FilteredIndex(this, wanted);
    }

    /** @return what a person calls it: id and URL, or the folder; several on several lines */
    String describe();
}
