package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Path;

/** Source of wheels that are not in the store. Safe for concurrent use. */
@FunctionalInterface
public interface WheelSource {

    /**
     * Fetches a file. The target is either complete or missing afterwards.
     *
     * @param file description of the file
     * @param target path of the copy; its folder exists
     * @param transfer for the number of bytes; not closed
     * @return the hash of the copy
     * @throws io.github.pywar.base.error.UserException if the file is missing or is not the expected one
     */
    Sha256 fetch(DistributionFile file, Path target, Progress.Transfer transfer) throws IOException;

    /** @return whether no request is possible, so an earlier download of a URL is used again */
    default boolean isOffline() {
        return false;
    }
}
