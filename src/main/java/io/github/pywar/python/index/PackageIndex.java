package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Index of projects and their files. Safe for concurrent use; equal requests are sent once. */
public interface PackageIndex {

    /**
     * Returns the page of a project.
     *
     * @return the page; empty if the index has no such project
     * @throws UserException if the index refuses the request, or its page is invalid
     * @throws IOException if the index does not answer
     */
    Optional<ProjectPage> project(PackageName name) throws IOException;

    /**
     * Returns a fingerprint of a project's page. It applies the same update policy as {@link #project}, so the fingerprint
     * is never older than the page.
     *
     * @return a text that changes with the page; {@link ProjectPage#ABSENT} if the index has no such project
     */
    default String fingerprint(PackageName name) throws IOException {
        Optional<ProjectPage> page = project(name);
        return page.isPresent() ? page.get().fingerprint() : ProjectPage.ABSENT;
    }

    /** @return the same index with only these files; of the others only the names are listed */
    default PackageIndex filter(Predicate<String> fileNames) {
        return new FilteredIndex(this, fileNames);
    }

    /** @return id and URL, or the folder, for messages */
    String describe();
}
