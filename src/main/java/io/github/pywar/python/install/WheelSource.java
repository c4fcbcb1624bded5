package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Path;

/** How a wheel that is not in the store yet comes into it. Safe for several threads. */
@FunctionalInterface
public interface WheelSource {

    /**
     * Puts the whole file in that place, or nothing.
     *
     * @param file which one
     * @param target where to put it; its folder is there
     * @param transfer told of every byte; not closed
     * @return the sum of what lies there now
     * @throws io.github.pywar.base.error.UserException where the file is not there, or is not what it should be
     */
    Sha256 fetch(DistributionFile file, Path target, Progress.Transfer transfer) throws IOException;

    /** @return whether no server is asked, so that what came from a URL before is the best that can be had of it */
    default boolean isOffline() {
        return false;
    }
}
