package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;

/** Gets the METADATA of a wheel, without the wheel where that is possible. Safe for several threads. */
@FunctionalInterface
public interface CandidateMetadata {

    /** @return the file's bytes */
    byte[] metadata(DistributionFile wheel) throws IOException;
}
