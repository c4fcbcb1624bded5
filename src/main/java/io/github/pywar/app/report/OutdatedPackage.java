package io.github.pywar.app.report;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.math.BigInteger;
import java.util.List;

/**
 * Package with its current and its possible versions.
 *
 * @param current the locked version, or the chosen one if there is no lock
 * @param allowed the newest version that the requirements allow
 * @param newest the newest final release
 * @param heldBackBy the requirements and constraints that exclude the newest release; empty if none does
 */
public record OutdatedPackage(
        PackageName name, Version current, Version allowed, Version newest, List<String> heldBackBy) {

    /** Size of the change from the current to the newest version, by the first part of the version that differs. */
    public enum Change {
        /** The third part or a later one. */
        PATCH,
        /** The second part. */
        MINOR,
        /** The first part, or the epoch. */
        MAJOR
    }

    public OutdatedPackage {
        heldBackBy = List.copyOf(heldBackBy);
    }

    /** Returns whether there is a newer version. */
    public boolean isOutdated() {
        return current.compareTo(allowed) < 0 || current.compareTo(newest) < 0;
    }

    /** Returns whether the newest release cannot be chosen. */
    public boolean isHeldBack() {
        return allowed.compareTo(newest) < 0;
    }

    /** Returns the size of the change to the newest version. */
    public Change change() {
        Version other = newest.compareTo(allowed) < 0 ? allowed : newest;
        boolean isMajor =
                !current.epoch().equals(other.epoch()) || !part(current, 0).equals(part(other, 0));
        if (isMajor) {
            return Change.MAJOR;
        }
        return part(current, 1).equals(part(other, 1)) ? Change.PATCH : Change.MINOR;
    }

    private static BigInteger part(Version version, int index) {
        List<BigInteger> release = version.release();
        return index < release.size() ? release.get(index) : BigInteger.ZERO;
    }

    /** Returns why the newest release is not chosen; empty if it can be. */
    String reason() {
        if (!isHeldBack()) {
            return "";
        }
        // without a requirement that excludes it: no wheel for the target, its Python, or a conflict
        return heldBackBy.isEmpty() ? "the target, or other versions" : String.join(", ", heldBackBy);
    }
}
