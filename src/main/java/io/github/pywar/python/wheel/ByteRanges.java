package io.github.pywar.python.wheel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes that can be read from the middle: a file, or a file behind a server that answers ranges. Whoever implements
 * it owns what is open; nothing here closes anything.
 */
public interface ByteRanges {

    /** @return how many bytes there are */
    long size() throws IOException;

    /**
     * @param offset of the first byte wanted
     * @param length how many; {@code offset + length} is never beyond {@link #size()}
     * @return exactly that many bytes
     * @throws IOException where they cannot be had, also when fewer came
     */
    byte[] read(long offset, int length) throws IOException;

    /** @return from where on bytes can be read without asking anybody; 0: all of them */
    default long atHandFrom() throws IOException {
        return 0;
    }

    /** @return the bytes of an open file, read at their place, without moving the channel's position */
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

    /** @return bytes that lie in memory */
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
     * The end of a zip is read several times; this keeps it, so that a server is asked once.
     *
     * @param tail the last bytes of {@code source}, already there
     * @return the same bytes as {@code source}, which is only asked for what the tail does not hold
     */
    static ByteRanges withTail(ByteRanges source, byte[] tail) {
        return new TailedRanges(source, tail);
    }
}
