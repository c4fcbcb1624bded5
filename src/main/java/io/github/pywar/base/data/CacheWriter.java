package io.github.pywar.base.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Writer of the parts of a cache entry's content; {@link CacheReader} reads them in the same order. */
public final class CacheWriter {

    static final int NULL = -1;

    /** Length of the largest array. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** An array instead of a stream: a page has millions of parts, and each call of a stream takes a lock. */
    private byte[] written = new byte[1 << 12];

    private int length;

    /** @return the bytes so far */
    public byte[] bytes() {
        return Arrays.copyOf(written, length);
    }

    public CacheWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    public CacheWriter octet(int value) {
        reserve(1);
        written[length++] = (byte) value;
        return this;
    }

    public CacheWriter integer(int value) {
        reserve(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            written[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public CacheWriter longInteger(long value) {
        return integer((int) (value >>> Integer.SIZE)).integer((int) value);
    }

    /** Writes bytes without their length; only the last part may be such. */
    public CacheWriter rest(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, written, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private void reserve(int more) {
        if (more > written.length - length) {
            int twice = (int) Math.min(2L * written.length, LARGEST);
            written = Arrays.copyOf(written, Math.max(Math.addExact(length, more), twice));
        }
    }

    /** @param text may be null */
    public CacheWriter text(String text) {
        if (text == null) {
            return integer(NULL);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return integer(bytes.length).rest(bytes);
    }

    public CacheWriter texts(Collection<String> texts) {
        integer(texts.size());
        for (String text : texts) {
            text(text);
        }
        return this;
    }

    /** @param map may be null */
    public CacheWriter map(Map<String, String> map) {
        if (map == null) {
            return integer(NULL);
        }
        integer(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(entry.getKey()).text(entry.getValue());
        }
        return this;
    }
}
