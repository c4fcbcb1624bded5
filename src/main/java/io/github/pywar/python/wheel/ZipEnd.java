package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a zip's directory lies, as its end record says (APPNOTE 4.3.14 to 4.3.16, zip64 included). Nothing may stand
 * before the first file: programs that read such a zip disagree about what is in it. Bytes behind the end record are
 * ignored if only one record can be meant.
 *
 * @param entries how many entries the directory has; without zip64 only the lowest 16 bits are known
 * @param offset where the directory begins
 * @param size the directory's length in bytes; it ends where the end records begin
 * @param zip64 whether {@code entries} is the full number
 * @param trailing how many bytes follow the end record and its comment
 */
record ZipEnd(long entries, long offset, long size, boolean zip64, long trailing) {

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
            throw ZipErrors.broken(archive, "it says that it is one of several parts");
        }
        ZipEnd plain = new ZipEnd(
                Short.toUnsignedInt(end.getShort(10)),
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                false,
                zip.size() - position - END_SIZE - Short.toUnsignedInt(end.getShort(20)));
        if (position >= LOCATOR_SIZE) {
            ByteBuffer locator = little(zip.read(position - LOCATOR_SIZE, LOCATOR_SIZE));
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return zip64(zip, archive, position - LOCATOR_SIZE, locator.getLong(8))
                        .agreeing(plain, archive);
            }
        }
        return plain.endingAt(position, archive);
    }

    /**
     * The record is the last thing in the file, or the only one in the part of the file where readers look for it:
     * readers disagree about which of several they take.
     */
    private static long position(ByteRanges zip, String archive) throws IOException {
        long size = zip.size();
        if (size >= END_SIZE) {
            ByteBuffer last = little(zip.read(size - END_SIZE, END_SIZE));
            if (last.getInt(0) == END_SIGNATURE && last.getShort(20) == 0) {
                return size - END_SIZE;
            }
            int window = (int) Math.min(size, END_SIZE + LONGEST_COMMENT);
            return size - window + only(little(zip.read(size - window, window)), archive);
        }
        throw noZip(archive, size);
    }

    private static int only(ByteBuffer tail, String archive) {
        int found = -1;
        for (int at = 0; at + END_SIZE <= tail.limit(); at++) {
            if (tail.getInt(at) == END_SIGNATURE) {
                if (found >= 0) {
                    throw ZipErrors.forbidden(archive, "it has two end records, and readers disagree which one counts");
                }
                found = at;
            }
        }
        if (found < 0 || found + END_SIZE + Short.toUnsignedInt(tail.getShort(found + 20)) > tail.limit()) {
            throw noZip(archive, tail.limit());
        }
        return found;
    }

    private static UserException noZip(String archive, long size) {
        return ZipErrors.broken(archive, "it is no zip, or its end is missing (" + size + " bytes)");
    }

    private static ZipEnd zip64(ByteRanges zip, String archive, long locator, long offset) throws IOException {
        if (offset < 0 || offset > locator - ZIP64_SIZE) {
            throw ZipErrors.broken(archive, "its zip64 end record lies outside of the file");
        }
        ByteBuffer end = little(zip.read(offset, ZIP64_SIZE));
        if (end.getInt(0) != ZIP64_SIGNATURE || offset + 12 + end.getLong(4) != locator) {
            throw ZipErrors.broken(archive, "its zip64 end record is damaged");
        }
        if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != end.getLong(32)) {
            throw ZipErrors.broken(archive, "it says that it is one of several parts");
        }
        return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40), true, 0).endingAt(offset, archive);
    }

    private ZipEnd agreeing(ZipEnd plain, String archive) {
        if (plain.entries != 0xFFFF && plain.entries != entries
                || plain.offset != 0xFFFFFFFFL && plain.offset != offset
                || plain.size != 0xFFFFFFFFL && plain.size != size) {
            throw ZipErrors.broken(archive, "its two end records disagree");
        }
        return new ZipEnd(entries, offset, size, true, plain.trailing);
    }

    private ZipEnd endingAt(long position, String archive) {
        if (offset < 0 || size < 0 || entries < 0 || offset > position || size != position - offset) {
            throw ZipErrors.broken(archive, "its directory is not where its end record says");
        }
        return this;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
