package io.github.pywar.base.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Algorithm of a checksum. */
public enum DigestAlgorithm {
    MD5("md5", "MD5", false),
    SHA1("sha1", "SHA-1", false),
    SHA224("sha224", "SHA-224", false),
    SHA256("sha256", "SHA-256", true),
    SHA384("sha384", "SHA-384", true),
    SHA512("sha512", "SHA-512", true),
    SHA3_256("sha3_256", "SHA3-256", true),
    SHA3_384("sha3_384", "SHA3-384", true),
    SHA3_512("sha3_512", "SHA3-512", true);

    private static final int BUFFER = 1 << 16;
    private static final int LEAST = 1 << 9;

    private final String text;
    private final String javaName;
    private final boolean isStrong;

    DigestAlgorithm(String text, String javaName, boolean isStrong) {
        this.text = text;
        this.javaName = javaName;
        this.isStrong = isStrong;
    }

    /** @return the algorithm of that name, in lower case; empty for any other name */
    public static Optional<DigestAlgorithm> named(String text) {
        for (DigestAlgorithm one : values()) {
            if (one.text.equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** @return the algorithm of that name, if it is strong */
    public static Optional<DigestAlgorithm> strong(String text) {
        Optional<DigestAlgorithm> named = named(text);
        return named.isPresent() && named.get().isStrong ? named : Optional.empty();
    }

    /** @return whether it is strong: no second file with the same checksum can be constructed */
    public boolean isStrong() {
        return isStrong;
    }

    /** @return the checksum of a file, in hexadecimal digits in lower case */
    public String hex(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(sum(in));
        }
    }

    /** @return the checksum of these bytes, in hexadecimal digits in lower case */
    public String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** @return the checksum of the rest of the stream, which is not closed */
    public byte[] sum(InputStream in) throws IOException {
        MessageDigest digest = digest();
        int available = in.available();
        // most files are small, and Java clears each buffer; a stream that inflates may report one byte
        byte[] buffer = new byte[available > 1 ? Math.min(Math.max(available, LEAST), BUFFER) : BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            digest.update(buffer, 0, length);
        }
        return digest.digest();
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no " + javaName, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
