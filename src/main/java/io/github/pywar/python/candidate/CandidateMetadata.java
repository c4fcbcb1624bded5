package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;

/** Source of the METADATA of wheels, without downloading the wheels if possible. Safe for several threads. */
@FunctionalInterface
public interface CandidateMetadata {

    /** Returns the bytes of the METADATA file. */
    byte[] metadata(DistributionFile wheel) throws IOException;
}
