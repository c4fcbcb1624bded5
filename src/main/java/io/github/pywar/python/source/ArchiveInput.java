package io.github.pywar.python.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompressed bytes of an archive. An error of the decompression is an error of the archive, while an error of the disk
 * into which it is unpacked is not. The headers between two files are limited, because they are read into memory.
 */
final class ArchiveInput extends FilterInputStream {

    /** In bytes; real headers with long names have a few kilobytes. */
    private static final long LARGEST_HEADER = 4 << 20;

    private final String archive;
    private long headerBytes;
    private boolean isHeader;

    ArchiveInput(InputStream in, String archive) {
        super(in);
        this.archive = archive;
    }

    /** Starts to count bytes that are not content of a file, or stops. */
    void header(boolean isNow) {
        isHeader = isNow;
        headerBytes = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int more = in.read(bytes, offset, length);
        headerBytes += isHeader ? Math.max(0, more) : 0;
        if (headerBytes > LARGEST_HEADER) {
            throw ArchiveErrors.refused(archive, "it has more than " + LARGEST_HEADER + " bytes outside of its files");
        }
        return more;
    }

    /** Skips by reading, so that the bytes are counted and checked. */
    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, 1 << 14)], 0, (int) Math.min(count, 1 << 14)));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
