package io.github.pywar.python.source;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Commits of version control repositories. Safe for concurrent use. */
@FunctionalInterface
public interface Revisions {

    /**
     * Returns the commit that a revision names now.
     *
     * @param repository with the version control system in its scheme, as {@code git+https}; without revision and fragment
     * @param revision a branch, a tag, or a complete or abbreviated commit id; empty for the default branch
     * @return the complete commit id
     * @throws io.github.pywar.base.error.UserException if the repository or the revision does not exist, or cannot be read
     */
    String commit(URI repository, Optional<String> revision) throws IOException;
}
