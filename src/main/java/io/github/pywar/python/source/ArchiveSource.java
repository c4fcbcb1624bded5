package io.github.pywar.python.source;

import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Path;

/** Source of archives of source code. Safe for concurrent use. */
@FunctionalInterface
public interface ArchiveSource {

    /**
     * Returns an archive as a file of this machine, from a cache or after a download.
     *
     * @param source of the kind {@link DistributionFile.Kind#ARCHIVE}
     * @return the file, which has the declared size and hashes; its last name is the declared file name
     * @throws io.github.pywar.base.error.UserException if it is missing or is not the expected file
     */
    Path archive(DistributionFile source) throws IOException;
}
