package io.github.pywar.python.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A place between versions: those below it and those at or above it. Where the place has a least version above it, its
 * key is that version's, so two places without a version between them are equal.
 */
final class Cut implements Comparable<Cut> {

    static final Cut FLOOR = before(Version.parse("0.dev0"));

    private enum Kind {
        BEFORE,
        AFTER
    }

    private final Kind kind;
    private final Version version;
    private final VersionParts least;
    private final byte[] key;

    /** @param least the first version at or above the place, null where there is none that is the first */
    private Cut(Kind kind, Version version, VersionParts least, byte[] key) {
        this.kind = kind;
        this.version = version;
        this.least = least;
        this.key = key;
    }

    private Cut(Version version, VersionParts least) {
        this(Kind.AFTER, version, least, SortKey.of(least));
    }

    static Cut before(Version version) {
        return new Cut(Kind.BEFORE, version, version.parts(), version.key());
    }

    /** The place after exactly this version: its local versions lie above. */
    static Cut after(Version version) {
        return new Cut(Kind.AFTER, version, null, SortKey.after(version.key()));
    }

    /** The place after a version and all its local versions. */
    static Cut afterLocals(Version version) {
        VersionParts parts = version.parts();
        VersionParts next;
        if (parts.dev() != null) {
            next = parts.withDev(VersionParts.increment(parts.dev()));
        } else if (parts.post() != null) {
            next = parts.withPost(VersionParts.increment(parts.post()), "0");
        } else {
            next = parts.withPost("0", "0");
        }
        return new Cut(version, next);
    }

    /** The place after a version without post or dev, its local versions and its post-releases. */
    static Cut afterPosts(Version version) {
        VersionParts parts = version.parts();
        if (parts.pre() == null) {
            return new Cut(Kind.AFTER, version, null, SortKey.afterPosts(parts));
        }
        VersionParts.Pre next = new VersionParts.Pre(
                parts.pre().phase(), VersionParts.increment(parts.pre().number()));
        return new Cut(version, parts.withPre(next, "0"));
    }

    boolean isAtOrBelow(Version other) {
        return Arrays.compareUnsigned(key, other.key()) <= 0;
    }

    boolean isFloor() {
        return Arrays.equals(key, FLOOR.key);
    }

    /** @return whether a version that is no pre-release lies between this place and the next; null is no next */
    boolean hasFinalBelow(Cut next) {
        if (least == null && !version.isPrerelease()) {
            return true;
        }
        byte[] nearest = SortKey.of(nearestFinal(least == null ? version.parts() : least));
        return next == null || Arrays.compareUnsigned(nearest, next.key) < 0;
    }

    /** A final follows its own pre-releases, a post-release its own development releases. */
    private static VersionParts nearestFinal(VersionParts parts) {
        if (parts.pre() != null) {
            return parts.withPre(null, null);
        }
        return parts.dev() == null ? parts : parts.withDev(null);
    }

    String asLowerBound() {
        return (kind == Kind.AFTER ? ">" : ">=") + text();
    }

    String asUpperBound() {
        return (kind == Kind.AFTER ? "<=" : "<") + text();
    }

    /** @return whether everything between this place and the next is one version, local versions aside */
    boolean startsExactly(Cut next) {
        return kind == Kind.BEFORE && next.kind == Kind.AFTER && version.equals(next.version);
    }

    /** @return whether everything between this place and the next is what {@code ==1.2.*} means */
    boolean startsPrefix(Cut next) {
        if (!beginsRelease() || !next.beginsRelease()) {
            return false;
        }
        List<BigInteger> successor = new ArrayList<>(version.release());
        int last = successor.size() - 1;
        successor.set(last, successor.get(last).add(BigInteger.ONE));
        return successor.equals(next.version.release())
                && version.parts().epoch().equals(next.version.parts().epoch());
    }

    private boolean beginsRelease() {
        VersionParts parts = version.parts();
        return kind == Kind.BEFORE && "0".equals(parts.dev()) && parts.pre() == null && parts.post() == null;
    }

    /** The bound {@code 2.dev0} is what {@code <2} means, so it is shown as {@code 2}. */
    private String text() {
        return beginsRelease() ? version.base().toString() : version.toString();
    }

    Version version() {
        return version;
    }

    @Override
    public int compareTo(Cut other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Cut that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
