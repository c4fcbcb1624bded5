package io.github.pywar.base.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of the parts that {@link CacheWriter} wrote. Each method fails with {@link BufferUnderflowException} if the
 * content ends before.
 */
public final class CacheReader {

    private final ByteBuffer in;

    CacheReader(ByteBuffer in) {
        this.in = in;
    }

    public boolean flag() {
        return in.get() != 0;
    }

    public int octet() {
        return in.get();
    }

    public int integer() {
        return in.getInt();
    }

    public long longInteger() {
        return in.getLong();
    }

    /** @return all bytes that are left */
    public byte[] rest() {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    /** @return the text, perhaps null */
    public String text() {
        int length = in.getInt();
        if (length == CacheWriter.NULL) {
            return null;
        }
        int from = in.position();
        // A damaged length must not allocate memory.
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(from + length);
        return new String(in.array(), in.arrayOffset() + from, length, StandardCharsets.UTF_8);
    }

    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            texts.add(text());
        }
        return texts;
    }

    /** @return the map in the order in which it was written, perhaps null */
    public Map<String, String> map() {
        int count = in.getInt();
        if (count <= 1) { // most maps of a page: no hash table for them
            return count == CacheWriter.NULL ? null : count == 0 ? Map.of() : Map.of(text(), text());
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(text(), text());
        }
        return map;
    }
}
