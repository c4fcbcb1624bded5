package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Position of a zip's directory, as its end records declare it (APPNOTE 4.3.14 to 4.3.16, with zip64). A zip with bytes
 * before its first file is refused, because readers disagree about its content. Bytes after the end record are ignored
 * if there is only one candidate for that record.
 *
 * @param entries number of entries in the directory; without zip64 only its lowest 16 bits
 * @param offset of the directory
 * @param size of the directory, in bytes; it ends where the end records begin
 * @param zip64 whether {@code entries} is the full number
 * @param trailing number of bytes after the end record and its comment
 */
record ZipEnd(long entries, long offset, long size, boolean zip64, long trailing) {

    private static final int LONGEST_COMMENT = 0xFFFF;

    static ZipEnd find(ByteRanges zip, String archive) throws IOException {
        long position = position(zip, archive);
        ByteBuffer end = ZipFormat.littleEndian(zip.read(position, ZipFormat.END_SIZE));
        if (end.getShort(4) != 0 || end.getShort(6) != 0 || end.getShort(8) != end.getShort(10)) {
            throw ZipErrors.damaged(archive, "it is one part of a zip in several parts");
        }
        ZipEnd plain = new ZipEnd(
                Short.toUnsignedInt(end.getShort(10)),
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                false,
                zip.size() - position - ZipFormat.END_SIZE - Short.toUnsignedInt(end.getShort(20)));
        if (position >= ZipFormat.ZIP64_LOCATOR_SIZE) {
            ByteBuffer locator = ZipFormat.littleEndian(
                    zip.read(position - ZipFormat.ZIP64_LOCATOR_SIZE, ZipFormat.ZIP64_LOCATOR_SIZE));
            if (locator.getInt(0) == ZipFormat.ZIP64_LOCATOR_SIGNATURE) {
                return zip64(zip, archive, position - ZipFormat.ZIP64_LOCATOR_SIZE, locator.getLong(8))
                        .agreeing(plain, archive);
            }
        }
        return plain.endingAt(position, archive);
    }

    /**
     * Finds the end record: at the very end of the file, or else the only one in the last 64 KiB, where readers search.
     * Some readers use the first of several records and some the last, so several are refused.
     */
    private static long position(ByteRanges zip, String archive) throws IOException {
        long size = zip.size();
        if (size >= ZipFormat.END_SIZE) {
            ByteBuffer last = ZipFormat.littleEndian(zip.read(size - ZipFormat.END_SIZE, ZipFormat.END_SIZE));
            if (last.getInt(0) == ZipFormat.END_SIGNATURE && last.getShort(20) == 0) {
                return size - ZipFormat.END_SIZE;
            }
            int window = (int) Math.min(size, ZipFormat.END_SIZE + LONGEST_COMMENT);
            return size - window + onlyRecord(ZipFormat.littleEndian(zip.read(size - window, window)), archive);
        }
        throw notZip(archive, size);
    }

    private static int onlyRecord(ByteBuffer tail, String archive) {
        int found = -1;
        for (int at = 0; at + ZipFormat.END_SIZE <= tail.limit(); at++) {
            if (tail.getInt(at) == ZipFormat.END_SIGNATURE) {
                if (found >= 0) {
                    throw ZipErrors.forbidden(archive, "it has two end records, and readers use different ones");
                }
                found = at;
            }
        }
        if (found < 0 || found + ZipFormat.END_SIZE + Short.toUnsignedInt(tail.getShort(found + 20)) > tail.limit()) {
            throw notZip(archive, tail.limit());
        }
        return found;
    }

    private static UserException notZip(String archive, long size) {
        return ZipErrors.damaged(archive, "it is not a zip file, or truncated (" + size + " bytes)");
    }

    private static ZipEnd zip64(ByteRanges zip, String archive, long locator, long offset) throws IOException {
        if (offset < 0 || offset > locator - ZipFormat.ZIP64_END_SIZE) {
            throw ZipErrors.damaged(archive, "its zip64 end record is outside of the file");
        }
        ByteBuffer end = ZipFormat.littleEndian(zip.read(offset, ZipFormat.ZIP64_END_SIZE));
        if (end.getInt(0) != ZipFormat.ZIP64_END_SIGNATURE || offset + 12 + end.getLong(4) != locator) {
            throw ZipErrors.damaged(archive, "its zip64 end record is damaged");
        }
        if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != end.getLong(32)) {
            throw ZipErrors.damaged(archive, "it is one part of a zip in several parts");
        }
        return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40), true, 0).endingAt(offset, archive);
    }

    /** The plain record repeats every number that fits into it; a difference means that one of the two is forged. */
    private ZipEnd agreeing(ZipEnd plain, String archive) {
        if (plain.entries != ZipFormat.WIDE_COUNT && plain.entries != entries
                || plain.offset != ZipFormat.WIDE && plain.offset != offset
                || plain.size != ZipFormat.WIDE && plain.size != size) {
            throw ZipErrors.damaged(archive, "its two end records disagree");
        }
        return new ZipEnd(entries, offset, size, true, plain.trailing);
    }

    private ZipEnd endingAt(long position, String archive) {
        if (offset < 0 || size < 0 || entries < 0 || offset > position || size != position - offset) {
            throw ZipErrors.damaged(archive, "its directory is not at the offset that its end record declares");
        }
        return this;
    }
}
