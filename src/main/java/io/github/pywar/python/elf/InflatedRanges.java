package io.github.pywar.python.elf;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.zip.ByteRanges;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Ranges of a deflated file, which can only be read from its start. The first 16 MiB stay in memory. A range behind them
 * costs a new inflation only if it is before the last range.
 */
final class InflatedRanges implements ByteRanges, AutoCloseable {

    /** In bytes. Most shared objects are smaller, and larger ones have their tables of names at their start. */
    private static final int IN_MEMORY = 16 << 20;

    private static final int FIRST_BUFFER = 1 << 16;

    private final ByteSource source;
    private final long size;
    private byte[] start = new byte[FIRST_BUFFER];
    private InputStream stream;
    private long position;

    InflatedRanges(ByteSource source) throws IOException {
        this.source = source;
        this.size = source.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        return offset + length <= IN_MEMORY ? fromStart((int) offset, length) : behindStart(offset, length);
    }

    private byte[] fromStart(int offset, int length) throws IOException {
        int end = offset + length;
        if (end > position) {
            if (end > start.length) {
                start = Arrays.copyOf(start, Math.min(IN_MEMORY, Math.max(end, 2 * start.length)));
            }
            fill(start, (int) position, end - (int) position);
        }
        return Arrays.copyOfRange(start, offset, end);
    }

    private byte[] behindStart(long offset, int length) throws IOException {
        fromStart((int) Math.min(size, IN_MEMORY), 0);
        if (offset < position) {
            close();
        }
        if (stream == null) {
            stream = source.open();
            position = 0;
        }
        stream.skipNBytes(offset - position);
        position = offset;
        byte[] bytes = new byte[length];
        fill(bytes, 0, length);
        return bytes;
    }

    private void fill(byte[] target, int offset, int length) throws IOException {
        if (stream == null) {
            stream = source.open();
        }
        if (stream.readNBytes(target, offset, length) < length) {
            throw new EOFException("`" + source + "` ended early");
        }
        position += length;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
