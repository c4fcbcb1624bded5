package io.github.pywar.app.writer;

import java.nio.ByteBuffer;

/**
 * What stands at a zip's end (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param entries in the directory
 * @param offset where the directory begins
 * @param size the directory's length in bytes
 */
record ZipTail(long entries, long offset, long size) {

    private static final int MOST_ENTRIES = 0xFFFF;

    private boolean isWide() {
        return entries > MOST_ENTRIES || offset >= ZipFileHeader.MAX || size >= ZipFileHeader.MAX;
    }

    byte[] bytes() {
        ByteBuffer tail = ZipFileHeader.little(isWide() ? 56 + 20 + 22 : 22);
        if (isWide()) {
            tail.putInt(0x06064b50).putLong(44).putShort((short) (3 << 8 | 45)).putShort((short) 45);
            tail.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(size)
                    .putLong(offset);
            tail.putInt(0x07064b50).putInt(0).putLong(offset + size).putInt(1);
        }
        short count = (short) Math.min(entries, MOST_ENTRIES);
        tail.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        tail.putInt((int) Math.min(size, ZipFileHeader.MAX)).putInt((int) Math.min(offset, ZipFileHeader.MAX));
        return tail.putShort((short) 0).array();
    }
}
