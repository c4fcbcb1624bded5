package io.github.pywar.base.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Content that can be read again and again. Two sources are equal content when their bytes are, not by {@code equals}. */
public interface ByteSource {

    /** @return the bytes from their beginning; the caller closes it */
    InputStream open() throws IOException;

    /** @return how many bytes {@link #open()} gives */
    long size() throws IOException;

    /** @return the same bytes as a raw deflate stream, if they exist in that form, as an entry of a zip does */
    default Optional<Deflated> deflated() {
        return Optional.empty();
    }

    /** @return the sum of the bytes, where somebody trustworthy has already said it; nothing is read for it */
    default Optional<Sha256> knownSha256() {
        return Optional.empty();
    }

    /** @return the sum of the bytes; reads them where it is not known */
    default Sha256 sha256() throws IOException {
        Optional<Sha256> known = knownSha256();
        return known.isPresent() ? known.get() : Sha256.of(this);
    }

    /** @return the same content, which from now on knows its sum */
    default ByteSource withSha256(Sha256 sum) {
        return new HashedSource(this, sum);
    }

    /** @return all bytes; for content that is known to be small */
    default byte[] bytes() throws IOException {
        try (InputStream in = open()) {
            return in.readAllBytes();
        }
    }

    /** @param bytes owned by the source from now on */
    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long size() {
                return bytes.length;
            }
        };
    }

    /** @return the text in UTF-8 */
    static ByteSource of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return the file's bytes, read each time anew */
    static ByteSource of(Path file) {
        return new ByteSource() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    /**
     * Bytes that lie ready as a raw deflate stream inside a file.
     *
     * @param file the file that holds them
     * @param offset where the stream begins, in bytes
     * @param length the stream's length, in bytes
     * @param size the content's length once inflated, in bytes
     * @param crc32 of the inflated content
     */
    record Deflated(Path file, long offset, long length, long size, long crc32) {}
}
