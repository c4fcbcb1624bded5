package io.github.pywar.base.zip;

import java.nio.ByteBuffer;

/**
 * Records at the end of a written zip (APPNOTE 4.3.14 to 4.3.16). The zip64 records are written only if a number does
 * not fit without them.
 *
 * @param entries number of entries in the directory
 * @param offset of the directory
 * @param size of the directory, in bytes
 */
record ZipEndRecords(long entries, long offset, long size) {

    /** The size of the zip64 record without its first two fields. */
    private static final int ZIP64_END_REST = ZipFormat.ZIP64_END_SIZE - 12;

    boolean isWide() {
        return entries > ZipFormat.WIDE_COUNT || offset >= ZipFormat.WIDE || size >= ZipFormat.WIDE;
    }

    byte[] bytes() {
        int wide = isWide() ? ZipFormat.ZIP64_END_SIZE + ZipFormat.ZIP64_LOCATOR_SIZE : 0;
        ByteBuffer records = ZipFormat.littleEndian(wide + ZipFormat.END_SIZE);
        if (isWide()) {
            putWide(records);
        }
        short count = (short) Math.min(entries, ZipFormat.WIDE_COUNT);
        records.putInt(ZipFormat.END_SIGNATURE)
                .putShort((short) 0) // number of this disk
                .putShort((short) 0) // disk of the directory
                .putShort(count)
                .putShort(count);
        records.putInt((int) Math.min(size, ZipFormat.WIDE)).putInt((int) Math.min(offset, ZipFormat.WIDE));
        return records.putShort((short) 0).array(); // no comment
    }

    private void putWide(ByteBuffer records) {
        records.putInt(ZipFormat.ZIP64_END_SIGNATURE).putLong(ZIP64_END_REST);
        records.putShort((short) (ZipFileHeader.UNIX | ZipFileHeader.VERSION_ZIP64));
        records.putShort((short) ZipFileHeader.VERSION_ZIP64);
        records.putInt(0).putInt(0); // as above
        records.putLong(entries).putLong(entries).putLong(size).putLong(offset);
        records.putInt(ZipFormat.ZIP64_LOCATOR_SIGNATURE)
                .putInt(0) // disk of the zip64 record
                .putLong(offset + size)
                .putInt(1); // number of disks
    }
}
