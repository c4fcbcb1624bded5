package io.github.pywar.python.source;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;

/** Metadata and wheels of source code. Safe for concurrent use. */
public interface SourceBuilds {

    /**
     * Returns the METADATA that a wheel of the source code has. Nothing is built if the source code declares it statically.
     *
     * @param source an archive, a folder or a revision
     * @throws io.github.pywar.base.error.UserException if it cannot be read, or a build is required and fails or is not
     *     allowed
     */
    byte[] metadata(DistributionFile source) throws IOException;

    /**
     * Returns the wheel of the source code for the target, from the cache or from a new build.
     *
     * @param source an archive, a folder or a revision
     * @throws io.github.pywar.base.error.UserException if the build fails or is not allowed, or the wheel does not fit the
     *     target
     */
    Wheel wheel(DistributionFile source) throws IOException;
}
