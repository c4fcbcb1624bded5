package io.github.pywar.python.candidate;

import java.util.Comparator;

/**
 * Order in which the versions of a project are tried: the newest first.
 *
 * @param wheelsFirst whether versions with a usable wheel come before all others
 * @param finalFirst whether pre-releases come after final versions
 */
record VersionOrder(boolean wheelsFirst, boolean finalFirst) implements Comparator<VersionFiles> {

    @Override
    public int compare(VersionFiles one, VersionFiles other) {
        if (wheelsFirst && one.hasBestWheel() != other.hasBestWheel()) {
            return one.hasBestWheel() ? -1 : 1;
        }
        boolean isPrerelease = one.version().isPrerelease();
        if (finalFirst && isPrerelease != other.version().isPrerelease()) {
            return isPrerelease ? 1 : -1;
        }
        return other.version().compareTo(one.version());
    }
}
