package io.github.pywar.python.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a zip's directory lies, as its end record says (APPNOTE 4.3.14 to 4.3.16, zip64 included). Nothing may stand
 * before the first file or behind the end record: programs that read such a zip disagree about what is in it.
 *
 * @param entries how many entries the directory has; without zip64 only the lowest 16 bits are known
 * @param offset where the directory begins
 * @param size the directory's length in bytes; it ends where the end records begin
 * @param zip64 whether {@code entries} is the full number
 */
record ZipEnd(long entries, long offset, long size, boolean zip64) {

    private static final int END_SIZE = 22;
    private static final int LOCATOR_SIZE = 20;
    private static final int ZIP64_SIZE = 56;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_SIGNATURE = 0x06064b50;

    static ZipEnd find(ByteRanges zip, String archive) throws IOException {
        long position = position(zip, archive);
        ByteBuffer end = little(zip.read(position, END_SIZE));
        if (end.getShort(4) != 0 || end.getShort(6) != 0 || end.getShort(8) != end.getShort(10)) {
            throw ZipRefusal.broken(archive, "it says that it is one of several parts");
        }
        ZipEnd plain = new ZipEnd(
                Short.toUnsignedInt(end.getShort(10)),
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                false);
        if (position >= LOCATOR_SIZE) {
            ByteBuffer locator = little(zip.read(position - LOCATOR_SIZE, LOCATOR_SIZE));
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return zip64(zip, archive, position - LOCATOR_SIZE, locator.getLong(8))
                        .agreeing(plain, archive);
            }
        }
        return plain.endingAt(position, archive);
    }

    /** The record is the last thing in the file; its comment, if it has one, must reach to the file's end exactly. */
    private static long position(ByteRanges zip, String archive) throws IOException {
        long size = zip.size();
        if (size >= END_SIZE) {
            ByteBuffer last = little(zip.read(size - END_SIZE, END_SIZE));
            if (last.getInt(0) == END_SIGNATURE && last.getShort(20) == 0) {
                return size - END_SIZE;
            }
            int window = (int) Math.min(size, END_SIZE + LONGEST_COMMENT);
            ByteBuffer tail = little(zip.read(size - window, window));
            for (int at = window - END_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END_SIGNATURE
                        && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == window) {
                    return size - window + at;
                }
            }
        }
        throw ZipRefusal.broken(archive, "it is no zip, or its end is missing (" + size + " bytes)");
    }

    private static ZipEnd zip64(ByteRanges zip, String archive, long locator, long offset) throws IOException {
        if (offset < 0 || offset > locator - ZIP64_SIZE) {
            throw ZipRefusal.broken(archive, "its zip64 end record lies outside of the file");
        }
        ByteBuffer end = little(zip.read(offset, ZIP64_SIZE));
        if (end.getInt(0) != ZIP64_SIGNATURE || offset + 12 + end.getLong(4) != locator) {
            throw ZipRefusal.broken(archive, "its zip64 end record is damaged");
        }
        if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != end.getLong(32)) {
            throw ZipRefusal.broken(archive, "it says that it is one of several parts");
        }
        return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40), true).endingAt(offset, archive);
    }

    private ZipEnd agreeing(ZipEnd plain, String archive) {
        if (plain.entries != 0xFFFF && plain.entries != entries
                || plain.offset != 0xFFFFFFFFL && plain.offset != offset
                || plain.size != 0xFFFFFFFFL && plain.size != size) {
            throw ZipRefusal.broken(archive, "its two end records disagree");
        }
        return this;
    }

    private ZipEnd endingAt(long position, String archive) {
        if (offset < 0 || size < 0 || entries < 0 || offset > position || size != position - offset) {
            throw ZipRefusal.broken(archive, "its directory is not where its end record says");
        }
        return this;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
