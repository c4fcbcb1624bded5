package io.github.pywar.python.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Repositories of Git and Mercurial, read through the programs of this machine. Commits that were read before are in a
 * cache and need no network.
 */
public final class VersionControl implements Revisions {

    private final Path cache;
    private final boolean isOffline;

    /**
     * Creates an access to repositories.
     *
     * @param cache folder for copies of repositories; it need not exist
     * @param isOffline whether only the cache is used
     */
    public VersionControl(Path cache, boolean isOffline) {
        this.cache = cache;
        this.isOffline = isOffline;
    }

    @Override
    public String commit(URI repository, Optional<String> revision) throws IOException {
        throw new UnsupportedOperationException("not implemented yet: " + cache + isOffline);
    }
}
