package io.github.pywar.base.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Frame of one cache entry: the version, a CRC-32 of the key and the content, the length of the content, then the content.
 * An entry that is damaged, incomplete, of another version or of another key counts as missing, so a cache needs no sync to
 * the disk and no migration.
 *
 * @param version of the content; change it with every change of the content
 * @param key of the entry, mostly the name of its file; it is not in the entry
 */
public record CacheFormat(int version, String key) {

    /** Length of the frame before the content, in bytes. */
    public static final int HEADER = 3 * Integer.BYTES;

    /** Format of entries without a key. */
    public CacheFormat(int version) {
        this(version, "");
    }

    /** @return the format of one entry: an entry that was renamed or copied from another key is not read */
    public CacheFormat of(String entryKey) {
        return new CacheFormat(version, entryKey);
    }

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
     * @return empty if the entry is damaged, incomplete, of another version or of another key
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
     * Reads the first parts of an entry without the rest of its file. The CRC, and with it the key, is not checked.
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

    private int sum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(bytes, from, bytes.length - from);
        return (int) sum.getValue();
    }
}
