package io.github.pywar.base.zip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Both headers of one written file: the local one (APPNOTE 4.3.7) and the one in the directory (4.3.12). Zip64 fields
 * are written only if a number does not fit, because not every reader supports them.
 *
 * @param path in the zip
 * @param executable whether its Unix mode is 0755 instead of 0644
 * @param offset of its local header
 * @param body the bytes after the local header
 */
record ZipFileHeader(String path, boolean executable, long offset, Body body) {

    /**
     * Bytes of a file in the zip.
     *
     * @param isDeflated whether they are a raw deflate stream
     * @param crc32 of the content
     * @param length of the bytes in the zip
     * @param size of the content, in bytes
     */
    record Body(boolean isDeflated, long crc32, long length, long size) {

        boolean isLarge() {
            return length >= ZipFormat.WIDE || size >= ZipFormat.WIDE;
        }
    }

    /** In "version made by": the modes are Unix modes. */
    static final int UNIX = 3 << 8;

    /** The version of the format that a reader needs, for zip64 fields and for deflated content (APPNOTE 4.4.3). */
    static final int VERSION_ZIP64 = 45;

    private static final int VERSION_PLAIN = 20;

    /** The flag for a name in UTF-8; not set for ASCII, because old readers do not have it. */
    private static final int UTF8 = 0x0800;

    /** @return date and time in the format of MS-DOS, in UTC, moved into its range (1980 to 2107) */
    static int dosTime(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        if (utc.getYear() < 1980) {
            return 1 << 21 | 1 << 16;
        }
        int year = Math.min(utc.getYear(), 2107) - 1980;
        return year << 25
                | utc.getMonthValue() << 21
                | utc.getDayOfMonth() << 16
                | utc.getHour() << 11
                | utc.getMinute() << 5
                | utc.getSecond() >> 1;
    }

    byte[] local(int time) {
        byte[] name = name();
        int extra = body.isLarge() ? 20 : 0;
        ByteBuffer header = ZipFormat.littleEndian(ZipFormat.LOCAL_SIZE + name.length + extra)
                .putInt(ZipFormat.LOCAL_SIGNATURE);
        common(header, time, body.isLarge(), name);
        header.putShort((short) extra).put(name);
        if (body.isLarge()) {
            header.putShort((short) ZipFormat.ZIP64_FIELD)
                    .putShort((short) 16)
                    .putLong(body.size)
                    .putLong(body.length);
        }
        return header.array();
    }

    byte[] central(int time) {
        byte[] name = name();
        boolean isWide = body.isLarge() || offset >= ZipFormat.WIDE;
        int extra = (body.isLarge() ? 16 : 0) + (offset >= ZipFormat.WIDE ? 8 : 0);
        int fieldLength = extra > 0 ? extra + 4 : 0;
        ByteBuffer header = ZipFormat.littleEndian(ZipFormat.CENTRAL_SIZE + name.length + fieldLength)
                .putInt(ZipFormat.CENTRAL_SIGNATURE);
        header.putShort((short) (UNIX | version(isWide)));
        common(header, time, isWide, name);
        header.putShort((short) fieldLength)
                .putShort((short) 0) // no comment
                .putShort((short) 0) // disk
                .putShort((short) 0); // internal attributes
        header.putInt((executable ? 0100755 : 0100644) << 16)
                .putInt((int) Math.min(offset, ZipFormat.WIDE))
                .put(name);
        if (isWide) {
            header.putShort((short) ZipFormat.ZIP64_FIELD).putShort((short) extra);
            if (body.isLarge()) {
                header.putLong(body.size).putLong(body.length);
            }
            if (offset >= ZipFormat.WIDE) {
                header.putLong(offset);
            }
        }
        return header.array();
    }

    private void common(ByteBuffer header, int time, boolean isWide, byte[] name) {
        boolean isAscii = name.length == path.length();
        header.putShort((short) version(isWide)).putShort((short) (isAscii ? 0 : UTF8));
        header.putShort((short) (body.isDeflated ? ZipFormat.DEFLATED : ZipFormat.STORED))
                .putInt(time)
                .putInt((int) body.crc32);
        header.putInt((int) (body.isLarge() ? ZipFormat.WIDE : body.length))
                .putInt((int) (body.isLarge() ? ZipFormat.WIDE : body.size));
        header.putShort((short) name.length);
    }

    private static int version(boolean isWide) {
        return isWide ? VERSION_ZIP64 : VERSION_PLAIN;
    }

    private byte[] name() {
        return path.getBytes(StandardCharsets.UTF_8);
    }
}
