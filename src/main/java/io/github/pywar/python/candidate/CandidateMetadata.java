package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;

/**
 * Source of METADATA: of wheels without downloading them if possible, and of source code, which may need a build. Safe for
 * several threads.
 */
@FunctionalInterface
public interface CandidateMetadata {

    /**
     * Returns the bytes of the METADATA file.
     *
     * @param file a wheel or source code
     */
    byte[] metadata(DistributionFile file) throws IOException;
}
