package io.github.pywar.python.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The header that stands before a file's bytes (APPNOTE 4.3.7). Its extra field often differs from the directory's,
 * so only here it shows where the bytes begin. What it says must be what the directory says.
 *
 * @param data where the file's bytes begin
 */
record ZipLocalHeader(long data) {

    static final int FIXED = 30;
    private static final int SIGNATURE = 0x04034b50;
    private static final int DESCRIPTOR = 0x0008;
    private static final int ENCRYPTED = 0x0001;

    static ZipLocalHeader read(ByteRanges zip, ZipMember member, String archive) throws IOException {
        int length = FIXED + member.path().getBytes(StandardCharsets.UTF_8).length;
        int there = (int) Math.min(length, zip.size() - member.header());
        return parse(ZipEnd.little(zip.read(member.header(), there)), member, archive);
    }

    /** @param header begins with the header and reaches beyond its name */
    static ZipLocalHeader parse(ByteBuffer header, ZipMember member, String archive) {
        byte[] name = member.path().getBytes(StandardCharsets.UTF_8);
        boolean sound = header.limit() >= FIXED + name.length
                && header.getInt(0) == SIGNATURE
                && Short.toUnsignedInt(header.getShort(26)) == name.length
                && Arrays.equals(name, 0, name.length, header.array(), FIXED, FIXED + name.length)
                && header.getShort(8) == (member.isDeflated() ? 8 : 0)
                && ((header.getShort(6) & DESCRIPTOR) != 0 || agrees(header, member));
        if (!sound) {
            throw ZipErrors.broken(archive, "the header of `" + member.path() + "` is not what the directory says");
        }
        return new ZipLocalHeader(member.header() + FIXED + name.length + Short.toUnsignedInt(header.getShort(28)));
    }

    /** @return the files whose headers lie in that part of a zip and tell their sizes, with places in the part */
    static List<ZipMember> search(byte[] part) {
        ByteBuffer bytes = ZipEnd.little(part);
        List<ZipMember> found = new ArrayList<>();
        for (int at = 0; at + FIXED <= part.length; at++) {
            if (part[at] == 'P' && bytes.getInt(at) == SIGNATURE) {
                member(bytes, at).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<ZipMember> member(ByteBuffer bytes, int at) {
        int method = bytes.getShort(at + 8);
        int nameLength = Short.toUnsignedInt(bytes.getShort(at + 26));
        long data = at + (long) FIXED + nameLength + Short.toUnsignedInt(bytes.getShort(at + 28));
        long deflated = Integer.toUnsignedLong(bytes.getInt(at + 18));
        boolean isPlain = (bytes.getShort(at + 6) & (DESCRIPTOR | ENCRYPTED)) == 0 && (method == 0 || method == 8);
        if (!isPlain || data + deflated > bytes.limit()) {
            return Optional.empty();
        }
        String path = new String(bytes.array(), at + FIXED, nameLength, StandardCharsets.UTF_8);
        long crc = Integer.toUnsignedLong(bytes.getInt(at + 14));
        long size = Integer.toUnsignedLong(bytes.getInt(at + 22));
        return Optional.of(new ZipMember(path, method == 8, crc, deflated, size, at, 0));
    }

    private static boolean agrees(ByteBuffer header, ZipMember member) {
        long deflated = Integer.toUnsignedLong(header.getInt(18));
        long size = Integer.toUnsignedLong(header.getInt(22));
        return Integer.toUnsignedLong(header.getInt(14)) == member.crc32()
                && (deflated == member.deflatedSize() || deflated == 0xFFFFFFFFL)
                && (size == member.size() || size == 0xFFFFFFFFL);
    }
}
