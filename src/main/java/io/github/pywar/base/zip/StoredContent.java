package io.github.pywar.base.zip;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Content that is stored in a zip. The header with its CRC comes first, so content of more than 1 MiB is read twice
 * instead of being kept in memory.
 */
final class StoredContent {

    private static final int KEPT = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final ByteSource content;
    private byte[] kept;

    StoredContent(ByteSource content) {
        this.content = content;
    }

    ZipFileHeader.Body body() throws IOException {
        if (content.size() <= KEPT) {
            kept = content.bytes();
            if (content.knownSha256().isPresent()) { // RECORD, the largest of these files, has none
                checkSum(Sha256.of(kept));
            }
            CRC32 crc = new CRC32();
            crc.update(kept);
            return new ZipFileHeader.Body(false, crc.getValue(), kept.length, kept.length);
        }
        return read(null);
    }

    /** @param expected the result of {@link #body()}; the content is compared with it */
    void copyTo(FileAppender out, ZipFileHeader.Body expected) throws IOException {
        if (kept != null) {
            out.append(kept);
        } else if (!read(out).equals(expected)) {
            throw changed();
        }
    }

    /** A known hash may already be in a record inside of the zip: content that changed since then must not get in. */
    private void checkSum(Sha256 sum) throws IOException {
        Optional<Sha256> known = content.knownSha256();
        if (known.isPresent() && !known.get().equals(sum)) {
            throw changed();
        }
    }

    private IOException changed() {
        return new IOException("`" + content + "` changed while it was read");
    }

    private ZipFileHeader.Body read(FileAppender out) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        Sha256.Sink sink = Sha256.sink(OutputStream.nullOutputStream());
        try (InputStream in = content.open()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
                sink.write(buffer, 0, length);
                if (out != null) {
                    out.append(buffer, 0, length);
                }
            }
        }
        checkSum(sink.sha256());
        return new ZipFileHeader.Body(false, crc.getValue(), sink.size(), sink.size());
    }
}
