package io.github.pywar.app.lock;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;

/**
 * Downloaded wheel of a lock.
 *
 * @param selection of the lock
 * @param file that was downloaded
 * @param wheel the verified wheel
 */
record LockedWheel(LockSelection selection, DistributionFile file, Wheel wheel) {

    PackageName name() {
        return selection.locked().name();
    }
}
