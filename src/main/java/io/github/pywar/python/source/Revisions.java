package io.github.pywar.python.source;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Commits of version control systems. Safe for concurrent use. */
@FunctionalInterface
public interface Revisions {

    /**
     * Returns the commit that a revision refers to now.
     *
     * @param repository for example {@code git+https://code.example.org/shop.git}, without a revision
     * @param revision a branch, a tag or a commit; empty for the default branch
     * @return the complete commit id
     * @throws io.github.pywar.base.error.UserException if there is no such repository or revision
     */
    String commit(URI repository, Optional<String> revision) throws IOException;
}
