package io.github.pywar.python.source;

import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Path;

/** Unpacks source code for a build. */
public final class SourceFetcher {

    private final ArchiveSource archives;
    private final VersionControl repositories;

    /**
     * Creates a fetcher.
     *
     * @param archives for source code in archives
     * @param repositories for revisions of version control
     */
    public SourceFetcher(ArchiveSource archives, VersionControl repositories) {
        this.archives = archives;
        this.repositories = repositories;
    }

    /**
     * Unpacks an archive, copies a folder, or checks a revision out.
     *
     * @param source an archive, a folder or a revision
     * @param scratch an empty or missing folder; nothing outside of it is changed
     * @throws io.github.pywar.base.error.UserException if the source code is missing, damaged or not allowed
     */
    public SourceTree open(DistributionFile source, Path scratch) throws IOException {
        throw new UnsupportedOperationException("not implemented yet: " + archives + repositories);
    }
}
