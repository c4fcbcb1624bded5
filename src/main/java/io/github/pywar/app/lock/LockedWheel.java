package io.github.pywar.app.lock;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;

/**
 * A wheel that came in because a lock names it.
 *
 * @param chosen what the lock says
 * @param file the same, as it was fetched
 * @param wheel verified
 */
record LockedWheel(LockSelection chosen, DistributionFile file, Wheel wheel) {

    PackageName name() {
        return chosen.locked().name();
    }
}
