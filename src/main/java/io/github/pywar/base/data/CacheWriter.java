package io.github.pywar.base.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** Writer of the parts of a cache entry's content; {@link CacheReader} reads them in the same order. */
public final class CacheWriter {

    static final int NULL = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    /** @return the bytes so far */
    public byte[] bytes() {
        return out.toByteArray();
    }

    public CacheWriter flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    public CacheWriter octet(int value) {
        out.write(value);
        return this;
    }

    public CacheWriter integer(int value) {
        out.write(number.putInt(0, value).array(), 0, Integer.BYTES);
        return this;
    }

    public CacheWriter longInteger(long value) {
        out.write(number.putLong(0, value).array(), 0, Long.BYTES);
        return this;
    }

    /** Writes bytes without their length; only the last part may be such. */
    public CacheWriter rest(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** @param text may be null */
    public CacheWriter text(String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        integer(text == null ? NULL : bytes.length);
        return rest(bytes);
    }

    public CacheWriter texts(Collection<String> texts) {
        integer(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** @param map may be null */
    public CacheWriter map(Map<String, String> map) {
        integer(map == null ? NULL : map.size());
        if (map != null) {
            map.forEach((key, value) -> text(key).text(value));
        }
        return this;
    }
}
