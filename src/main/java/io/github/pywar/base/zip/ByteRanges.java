package io.github.pywar.base.zip;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes with random access: a file, or a file on a server that supports range requests. The implementation owns its
 * open resources; code that only reads closes nothing.
 */
public interface ByteRanges {

    /** @return the number of bytes */
    long size() throws IOException;

    /**
     * Reads a range.
     *
     * @param offset of the first byte
     * @param length in bytes; {@code offset + length} is at most {@link #size()}
     * @return exactly {@code length} bytes
     * @throws IOException if the bytes cannot be read, or fewer were received
     */
    byte[] read(long offset, int length) throws IOException;

    /** @return the offset from which on bytes are in memory and need no request; 0 if all bytes are local */
    default long localFrom() throws IOException {
        return 0;
    }

    /** @return the bytes of an open file; reading does not move the channel's position */
    static ByteRanges of(FileChannel channel) {
        return new ByteRanges() {
            private long size = -1;

            @Override
            public long size() throws IOException {
                size = size < 0 ? channel.size() : size;
                return size;
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.allocate(length);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, offset + buffer.position()) < 0) {
                        throw new EOFException("the file ended " + buffer.remaining() + " bytes early");
                    }
                }
                return buffer.array();
            }
        };
    }

    /** @return bytes in memory */
    static ByteRanges of(byte[] bytes) {
        return new ByteRanges() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                byte[] part = new byte[length];
                System.arraycopy(bytes, Math.toIntExact(offset), part, 0, length);
                return part;
            }
        };
    }

    /**
     * Adds a tail that is already in memory. A reader reads the end of a zip several times: its end record, its
     * directory, its last members. With the tail in memory these reads cost one request in all.
     *
     * @param tail the last bytes of {@code source}
     * @return the same bytes as {@code source}, which is only read for bytes before the tail
     */
    static ByteRanges withTail(ByteRanges source, byte[] tail) {
        return new TailedRanges(source, tail);
    }
}
