package io.github.pywar.base.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Header before a file's bytes (APPNOTE 4.3.7). Its extra field often has another length than the one in the directory,
 * so only this header shows where the bytes begin. All else must equal the directory: readers that use one and readers
 * that use the other would see different files.
 *
 * @param data offset of the file's bytes
 */
record ZipLocalHeader(long data) {

    /** The flag for CRC and sizes behind the bytes instead of in this header (APPNOTE 4.4.4). */
    private static final int DESCRIPTOR = 0x0008;

    private static final int ENCRYPTED = 0x0001;

    static ZipLocalHeader read(ByteRanges zip, ZipMember member, String archive) throws IOException {
        int length = ZipFormat.LOCAL_SIZE + member.path().getBytes(StandardCharsets.UTF_8).length;
        int available = (int) Math.min(length, zip.size() - member.header());
        return parse(ZipFormat.littleEndian(zip.read(member.header(), available)), member, archive);
    }

    /** @param header bytes from the begin of the header to the end of its name, or more */
    static ZipLocalHeader parse(ByteBuffer header, ZipMember member, String archive) {
        byte[] name = member.path().getBytes(StandardCharsets.UTF_8);
        boolean isEqual = header.limit() >= ZipFormat.LOCAL_SIZE + name.length
                && header.getInt(0) == ZipFormat.LOCAL_SIGNATURE
                && Short.toUnsignedInt(header.getShort(26)) == name.length
                && Arrays.equals(
                        name, 0, name.length, header.array(), ZipFormat.LOCAL_SIZE, ZipFormat.LOCAL_SIZE + name.length)
                && header.getShort(8) == (member.isDeflated() ? ZipFormat.DEFLATED : ZipFormat.STORED)
                && ((header.getShort(6) & DESCRIPTOR) != 0 || agrees(header, member));
        if (!isEqual) {
            throw ZipErrors.damaged(archive, "the header of `" + member.path() + "` differs from the directory");
        }
        return new ZipLocalHeader(
                member.header() + ZipFormat.LOCAL_SIZE + name.length + Short.toUnsignedInt(header.getShort(28)));
    }

    /**
     * Finds files without the directory. The signature can also be part of a file's bytes, so the caller checks the CRC.
     *
     * @return the files that are complete in that part of a zip and whose headers declare the sizes
     */
    static List<ZipMember> search(byte[] part) {
        ByteBuffer bytes = ZipFormat.littleEndian(part);
        List<ZipMember> found = new ArrayList<>();
        for (int at = 0; at + ZipFormat.LOCAL_SIZE <= part.length; at++) {
            if (part[at] == 'P' && bytes.getInt(at) == ZipFormat.LOCAL_SIGNATURE) {
                member(bytes, at).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<ZipMember> member(ByteBuffer bytes, int at) {
        int method = bytes.getShort(at + 8);
        int nameLength = Short.toUnsignedInt(bytes.getShort(at + 26));
        long data = at + (long) ZipFormat.LOCAL_SIZE + nameLength + Short.toUnsignedInt(bytes.getShort(at + 28));
        long deflated = Integer.toUnsignedLong(bytes.getInt(at + 18));
        boolean isPlain = (bytes.getShort(at + 6) & (DESCRIPTOR | ENCRYPTED)) == 0
                && (method == ZipFormat.STORED || method == ZipFormat.DEFLATED);
        if (!isPlain || data + deflated > bytes.limit()) {
            return Optional.empty();
        }
        String path = new String(bytes.array(), at + ZipFormat.LOCAL_SIZE, nameLength, StandardCharsets.UTF_8);
        long crc = Integer.toUnsignedLong(bytes.getInt(at + 14));
        long size = Integer.toUnsignedLong(bytes.getInt(at + 22));
        return Optional.of(new ZipMember(path, method == ZipFormat.DEFLATED, crc, deflated, size, at, 0));
    }

    private static boolean agrees(ByteBuffer header, ZipMember member) {
        long deflated = Integer.toUnsignedLong(header.getInt(18));
        long size = Integer.toUnsignedLong(header.getInt(22));
        return Integer.toUnsignedLong(header.getInt(14)) == member.crc32()
                && (deflated == member.deflatedSize() || deflated == ZipFormat.WIDE)
                && (size == member.size() || size == ZipFormat.WIDE);
    }
}
