package io.github.pywar.base.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

    private final String text;
    private final String javaName;
    private final boolean isStrong;

    DigestAlgorithm(String text, String javaName, boolean isStrong) {
        this.text = text;
        this.javaName = javaName;
        this.isStrong = isStrong;
    }

    /** @return the algorithm of that name, in lower case; empty where it is none of these */
    public static Optional<DigestAlgorithm> named(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    /** @return the same, where its sum proves what a file is */
    public static Optional<DigestAlgorithm> strong(String text) {
        return named(text).filter(DigestAlgorithm::isStrong);
    }

    /** @return whether a sum proves what a file is: nobody can make another one with that sum */
    public boolean isStrong() {
        return isStrong;
    }

    /** @return the sum of a file, in hexadecimal digits in lower case */
    public String hex(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(sum(in));
        }
    }

    /** @return the sum of these bytes, in hexadecimal digits in lower case */
    public String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** @return the sum of all that the stream still gives; it is left open */
    public byte[] sum(InputStream in) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            digest.update(buffer, 0, length);
        }
        return digest.digest();
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has " + javaName, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
