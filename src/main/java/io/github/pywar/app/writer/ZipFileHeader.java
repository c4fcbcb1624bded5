package io.github.pywar.app.writer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * One file of the archive as its two headers describe it (APPNOTE 4.3.7 and 4.3.12). Zip64 fields only where a number
 * does not fit, so that the same tree gives the same bytes.
 *
 * @param path in the archive
 * @param executable whether its Unix mode is 0755 instead of 0644
 * @param offset where its local header begins
 * @param body what follows that header
 */
record ZipFileHeader(String path, boolean executable, long offset, Body body) {

    /**
     * A file's bytes in the zip.
     *
     * @param isDeflated whether they are a raw deflate stream
     * @param crc32 of the content
     * @param length how many there are in the zip
     * @param size of the content
     */
    record Body(boolean isDeflated, long crc32, long length, long size) {

        boolean isLarge() {
            return length >= MAX || size >= MAX;
        }
    }

    static final long MAX = 0xFFFFFFFFL;
    private static final int UTF8 = 0x0800;
    private static final int UNIX = 3 << 8;

    /** @return date and time as zips write them, in UTC and within what they can say (1980 to 2107) */
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
        ByteBuffer header = little(30 + name.length + extra).putInt(0x04034b50);
        common(header, time, body.isLarge(), name);
        header.putShort((short) extra).put(name);
        if (body.isLarge()) {
            header.putShort((short) 1).putShort((short) 16).putLong(body.size).putLong(body.length);
        }
        return header.array();
    }

    byte[] central(int time) {
        byte[] name = name();
        boolean isWide = body.isLarge() || offset >= MAX;
        int extra = (body.isLarge() ? 16 : 0) + (offset >= MAX ? 8 : 0);
        int fieldLength = extra > 0 ? extra + 4 : 0;
        ByteBuffer header = little(46 + name.length + fieldLength).putInt(0x02014b50);
        header.putShort((short) (UNIX | version(isWide)));
        common(header, time, isWide, name);
        header.putShort((short) fieldLength)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        header.putInt((executable ? 0100755 : 0100644) << 16)
                .putInt((int) Math.min(offset, MAX))
                .put(name);
        if (isWide) {
            header.putShort((short) 1).putShort((short) extra);
            if (body.isLarge()) {
                header.putLong(body.size).putLong(body.length);
            }
            if (offset >= MAX) {
                header.putLong(offset);
            }
        }
        return header.array();
    }

    private void common(ByteBuffer header, int time, boolean isWide, byte[] name) {
        boolean isAscii = name.length == path.length();
        header.putShort((short) version(isWide)).putShort((short) (isAscii ? 0 : UTF8));
        header.putShort((short) (body.isDeflated ? 8 : 0)).putInt(time).putInt((int) body.crc32);
        header.putInt((int) (body.isLarge() ? MAX : body.length)).putInt((int) (body.isLarge() ? MAX : body.size));
        header.putShort((short) name.length);
    }

    private static int version(boolean isWide) {
        return isWide ? 45 : 20;
    }

    private byte[] name() {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
