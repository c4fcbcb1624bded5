package io.github.pywar.base.zip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Extra fields of one directory entry (APPNOTE 4.5). Two kinds matter: the zip64 sizes, and the Unicode path, which must
 * equal the entry's own. All others are skipped.
 */
record ZipExtra(ByteBuffer bytes) {

    /** APPNOTE 4.6.9: version, CRC-32 of the entry's own name, the path in UTF-8. */
    private static final int UNICODE_PATH = 0x7075;

    private static final int UNICODE_PATH_HEAD = 5;

    /** @return the field's content, or an empty buffer if there is no such field */
    private ByteBuffer field(int requested) {
        int at = 0;
        while (at + 4 <= bytes.limit()) {
            int id = Short.toUnsignedInt(bytes.getShort(at));
            int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            if (at + 4 + length > bytes.limit()) {
                break;
            }
            if (id == requested) {
                return bytes.slice(at + 4, length).order(bytes.order());
            }
            at += 4 + length;
        }
        return ZipFormat.littleEndian(0);
    }

    /**
     * Replaces each value that is {@link ZipFormat#WIDE} by the next 64-bit value of the zip64 field. The field has only
     * the values that do not fit, in this order (APPNOTE 4.5.3).
     *
     * @param values content size, size in the zip, header offset
     * @return false if a value is missing
     */
    boolean widen(long[] values) {
        ByteBuffer wide = field(ZipFormat.ZIP64_FIELD);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == ZipFormat.WIDE) {
                if (wide.remaining() < Long.BYTES) {
                    return false;
                }
                values[i] = wide.getLong();
            }
        }
        return true;
    }

    /**
     * Checks for a second name. Some programs unpack the Unicode path, some the entry's own name. A zip with two names
     * for a file can show a scanner one file and install another.
     *
     * @param name the entry's own
     * @return whether a valid Unicode path differs from it
     */
    boolean renames(byte[] name) {
        ByteBuffer field = field(UNICODE_PATH);
        if (field.remaining() < UNICODE_PATH_HEAD) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(name);
        boolean isValid = field.getInt(1) == (int) crc.getValue();
        byte[] other = new byte[field.remaining() - UNICODE_PATH_HEAD];
        field.get(UNICODE_PATH_HEAD, other);
        return isValid && !new String(other, StandardCharsets.UTF_8).equals(new String(name, StandardCharsets.UTF_8));
    }
}
