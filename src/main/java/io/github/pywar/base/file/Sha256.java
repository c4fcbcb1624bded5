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
 * A SHA-256 sum.
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

    /** @return the sum of these bytes */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(DigestAlgorithm.SHA256.hex(bytes));
    }

    /** @return the sum that RECORD writes that way; with padding or without */
    public static Sha256 ofBase64(String text) {
        return new Sha256(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text)));
    }

    /** @return the sum of a file */
    public static Sha256 of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** @return the sum of some content */
    public static Sha256 of(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            return of(in);
        }
    }

    /** @return the sum of all that the stream still gives; it is left open */
    public static Sha256 of(InputStream in) throws IOException {
        return new Sha256(HexFormat.of().formatHex(DigestAlgorithm.SHA256.sum(in)));
    }

    /** @return a stream that passes everything on to {@code target} and sums it up on the way */
    public static Sink sink(OutputStream target) {
        return new Sink(target);
    }

    /** @return the sum as RECORD writes it: URL-safe base64 without padding */
    public String base64() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Counts and sums up what is written through it. */
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

        /** @return how many bytes went through */
        public long size() {
            return size;
        }

        /** @return the sum of what went through; begins anew afterwards */
        public Sha256 sha256() {
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        }
    }
}
