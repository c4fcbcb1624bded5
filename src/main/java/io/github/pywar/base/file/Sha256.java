package io.github.pywar.base.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * SHA-256 checksum.
 *
 * @param hex its 64 digits in lower case
 */
public record Sha256(String hex) {

    private static final int DIGITS = 64;

    /** @throws IllegalArgumentException if these are not 64 hexadecimal digits in lower case */
    public Sha256 {
        if (!isSum(hex)) {
            throw new IllegalArgumentException("no SHA-256 in lower-case hex: " + hex);
        }
    }

    private static boolean isSum(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return hex.length() == DIGITS;
    }

    /** @return the checksum of these bytes */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(DigestAlgorithm.SHA256.hex(bytes));
    }

    /** @param text URL-safe base64, with or without padding */
    public static Sha256 ofBase64(String text) {
        return new Sha256(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text)));
    }

    /** @return the checksum of a file */
    public static Sha256 of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** @return the checksum of content */
    public static Sha256 of(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            return of(in);
        }
    }

    /** @return the checksum of the rest of the stream, which is not closed */
    public static Sha256 of(InputStream in) throws IOException {
        return new Sha256(HexFormat.of().formatHex(DigestAlgorithm.SHA256.sum(in)));
    }

    /** @return a stream that writes to {@code target} and computes the checksum */
    public static Sink sink(OutputStream target) {
        return new Sink(target);
    }

    /** @return URL-safe base64 without padding */
    public String base64() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    /** Compares the digits. The generated method of a record takes 10 ms at its first call, which short builds notice. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 sum && hex.equals(sum.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Stream that counts the bytes and computes their checksum. */
    public static final class Sink extends FilterOutputStream {

        private final MessageDigest digest = DigestAlgorithm.SHA256.digest();
        private long size;

        private Sink(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            digest.update(bytes, offset, length);
            size += length;
        }

        /** @return the number of bytes that were written */
        public long size() {
            return size;
        }

        /** @return the checksum of the bytes that were written; resets it */
        public Sha256 sha256() {
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        }
    }
}
