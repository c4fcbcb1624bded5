package io.github.pywar.python.wheel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The extra fields of one directory entry (APPNOTE 4.5). Only two kinds matter: zip64 sizes, and another name of the
 * same file, which must be the same name. All others belong to somebody else and are passed over.
 */
record ZipExtra(ByteBuffer bytes) {

    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;

    /** @return the field's content, or an empty buffer where there is none */
    private ByteBuffer field(int wanted) {
        int at = 0;
        while (at + 4 <= bytes.limit()) {
            int id = Short.toUnsignedInt(bytes.getShort(at));
            int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            if (at + 4 + length > bytes.limit()) {
                break;
            }
            if (id == wanted) {
                return bytes.slice(at + 4, length).order(bytes.order());
            }
            at += 4 + length;
        }
        return ByteBuffer.allocate(0).order(bytes.order());
    }

    /**
     * Replaces those of the three values that are all ones by the 64-bit values behind them, in this order.
     *
     * @param values content size, size in the zip, header offset
     * @return false where a value is missing
     */
    boolean widen(long[] values) {
        ByteBuffer wide = field(ZIP64);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0xFFFFFFFFL) {
                if (wide.remaining() < 8) {
                    return false;
                }
                values[i] = wide.getLong();
            }
        }
        return true;
    }

    /** Whether an Info-ZIP Unicode path gives the file another name than its entry does. */
    boolean renames(byte[] name) {
        ByteBuffer field = field(UNICODE_PATH);
        if (field.remaining() < 5) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(name);
        boolean valid = field.getInt(1) == (int) crc.getValue();
        byte[] other = new byte[field.remaining() - 5];
        field.get(5, other);
        return valid && !new String(other, StandardCharsets.UTF_8).equals(new String(name, StandardCharsets.UTF_8));
    }
}
