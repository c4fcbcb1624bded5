package io.github.pywar.python.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Boundary between versions: a version is below it, or at or above it. If there is a least version above the cut, that
 * version's key is the key of the cut. So two cuts without a version between them are equal.
 */
final class Cut implements Comparable<Cut> {

    static final Cut FLOOR = before(Version.parse("0.dev0"));

    private enum Kind {
        BEFORE,
        AFTER
    }

    private final Kind kind;
    private final Version version;
    private final byte[] key;

    private Cut(Kind kind, Version version, byte[] key) {
        this.kind = kind;
        this.version = version;
        this.key = key;
    }

    /** @param least the least version above the cut */
    private static Cut after(Version version, VersionParts least) {
        return new Cut(Kind.AFTER, version, SortKey.of(least));
    }

    /** @return the cut below a version */
    static Cut before(Version version) {
        return new Cut(Kind.BEFORE, version, version.key());
    }

    /** @return the cut above exactly this version; its local versions are above the cut */
    static Cut after(Version version) {
        return new Cut(Kind.AFTER, version, SortKey.after(version.key()));
    }

    /** @return the cut above a version and all its local versions */
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
        return after(version, next);
    }

    /** @return the cut above a version without post or dev segment, its local versions and its post-releases */
    static Cut afterPosts(Version version) {
        VersionParts parts = version.parts();
        if (parts.pre() == null) {
            return new Cut(Kind.AFTER, version, SortKey.afterPosts(parts));
        }
        VersionParts.Pre next = new VersionParts.Pre(
                parts.pre().phase(), VersionParts.increment(parts.pre().number()));
        return after(version, parts.withPre(next, "0"));
    }

    boolean isAtOrBelow(Version other) {
        return Arrays.compareUnsigned(key, other.key()) <= 0;
    }

    boolean isFloor() {
        return Arrays.equals(key, FLOOR.key);
    }

    String asLowerBound() {
        return (kind == Kind.AFTER ? ">" : ">=") + text();
    }

    String asUpperBound() {
        return (kind == Kind.AFTER ? "<=" : "<") + text();
    }

    /** @return whether the versions between this cut and the next are one version and its local versions */
    boolean startsExactly(Cut next) {
        return kind == Kind.BEFORE && next.kind == Kind.AFTER && version.equals(next.version);
    }

    /** @return whether the versions between this cut and the next are those of a specifier such as {@code ==1.2.*} */
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

    /** The cut before {@code 2.dev0} is printed as {@code 2}, because {@code <2} excludes the pre-releases of 2. */
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
