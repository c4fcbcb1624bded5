package io.github.pywar.python.version;

import io.github.pywar.base.error.UserException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A version (PEP 440). Versions are equal if the standard defines them as equal, for example {@code 1.0} and {@code v1}.
 * Numbers have up to 4,300 digits. A comparison compares byte arrays.
 */
public final class Version implements Comparable<Version> {

    private final String text;
    private final VersionParts parts;
    private final byte[] key;
    private final int hash;

    private Version(String text, VersionParts parts) {
        this.text = text;
        this.parts = parts;
        this.key = SortKey.of(parts);
        this.hash = Arrays.hashCode(key);
    }

    /**
     * Parses a version.
     *
     * @param text any valid spelling; white space around it is ignored
     * @throws UserException if the text is not a version
     */
    public static Version parse(String text) {
        Optional<Version> version = tryParse(text);
        if (version.isEmpty()) {
            throw UserException.of("`" + abbreviated(text) + "` is not a valid version (PEP 440)");
        }
        return version.get();
    }

    /** @return the version; empty if the text is not a version, as some texts on indexes */
    public static Optional<Version> tryParse(String text) {
        Optional<VersionParts> parts = VersionScanner.scan(text);
        return parts.isPresent() ? Optional.of(new Version(VersionScanner.strip(text), parts.get())) : Optional.empty();
    }

    static Version of(VersionParts parts) {
        return new Version(parts.text(), parts);
    }

    private static String abbreviated(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** @return the version as written, for display, for file names and for {@code ===} */
    public String text() {
        return text;
    }

    /** @return the epoch; 0 by default */
    public BigInteger epoch() {
        return new BigInteger(parts.epoch());
    }

    /** @return the release segment as written, for example 1, 0 for {@code 1.0rc1} */
    public List<BigInteger> release() {
        return parts.release().stream().map(BigInteger::new).toList();
    }

    /** @return the pre-release in normal form, for example {@code rc1} */
    public Optional<String> pre() {
        return Optional.ofNullable(parts.pre()).map(pre -> pre.phase().label() + pre.number());
    }

    /** @return the number of the post-release */
    public Optional<BigInteger> post() {
        return Optional.ofNullable(parts.post()).map(BigInteger::new);
    }

    /** @return the number of the development release */
    public Optional<BigInteger> dev() {
        return Optional.ofNullable(parts.dev()).map(BigInteger::new);
    }

    /** @return the local version label in normal form, for example {@code cu118} */
    public Optional<String> local() {
        return parts.local().isEmpty() ? Optional.empty() : Optional.of(String.join(".", parts.local()));
    }

    /** @return the version without its local label */
    public Version publicVersion() {
        return parts.local().isEmpty() ? this : of(parts.withDev(parts.dev()));
    }

    /** @return epoch and release only */
    public Version base() {
        return of(parts.base());
    }

    /** @return whether it is an alpha, beta, release candidate or development release */
    public boolean isPrerelease() {
        return parts.pre() != null || parts.dev() != null;
    }

    /** @return whether it has a post-release segment */
    public boolean isPostrelease() {
        return parts.post() != null;
    }

    /** @return whether it has a development segment */
    public boolean isDevelopment() {
        return parts.dev() != null;
    }

    VersionParts parts() {
        return parts;
    }

    byte[] key() {
        return key;
    }

    boolean hasSpelling(String other) {
        return text.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && hash == that.hash && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** @return the normal form, for example {@code 1.0rc1} for {@code v1.0-C.1} */
    @Override
    public String toString() {
        return parts.text();
    }
}
