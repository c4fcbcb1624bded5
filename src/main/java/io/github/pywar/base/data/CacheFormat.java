package io.github.pywar.base.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Frame of one cache entry: the version, a CRC-32, the length of the content, then the content. An entry that is damaged,
 * incomplete or of another version counts as missing, so a cache needs no sync to the disk and no migration.
 *
 * @param version of the content; change it with every change of the content
 */
public record CacheFormat(int version) {

    /** Length of the frame before the content, in bytes. */
    public static final int HEADER = 3 * Integer.BYTES;

    /** @return the bytes of an entry with that content */
    public byte[] write(CacheWriter content) {
        byte[] bytes = content.bytes();
        ByteBuffer entry = ByteBuffer.allocate(HEADER + bytes.length);
        entry.putInt(version).putInt(sum(bytes, 0)).putInt(bytes.length).put(bytes);
        return entry.array();
    }

    /**
     * Reads an entry.
     *
     * @param entry all its bytes
     * @param parser of the content
     * @return empty if the entry is damaged, incomplete or of another version
     */
    public <T> Optional<T> read(byte[] entry, Function<CacheReader, T> parser) {
        ByteBuffer in = ByteBuffer.wrap(entry);
        if (entry.length < HEADER
                || in.getInt() != version
                || in.getInt() != sum(entry, HEADER)
                || in.getInt() != in.remaining()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(new CacheReader(in)));
        } catch (RuntimeException damaged) { // one of four billion damaged entries has the right CRC
            return Optional.empty();
        }
    }

    /**
     * Reads the first parts of an entry without the rest of its file. The CRC is not checked.
     *
     * @param start the first bytes of an entry
     * @return the content; empty if the entry is of another version or shorter than its frame
     */
    public Optional<CacheReader> readStart(ByteBuffer start) {
        if (start.remaining() < HEADER || start.getInt(start.position()) != version) {
            return Optional.empty();
        }
        return Optional.of(new CacheReader(start.position(start.position() + HEADER)));
    }

    private static int sum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return (int) sum.getValue();
    }
}
