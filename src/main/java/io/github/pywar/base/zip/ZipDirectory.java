package io.github.pywar.base.zip;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Directory of a zip (APPNOTE 4.3.12). All of it is read and checked before any content: no duplicate paths, no
 * encrypted files, no links, no overlaps, nothing beyond the limits. Folders are skipped.
 *
 * @param members the files by path, in the order of the directory
 * @param trailing number of bytes after the end of the zip
 */
record ZipDirectory(Map<String, ZipMember> members, long trailing) {

    /** In bytes: the limit of file systems, less some room for the folder into which the zip is unpacked. */
    private static final int LONGEST_PATH = 3 << 10;

    /** The flags for traditional, strong and directory encryption (APPNOTE 4.4.4). */
    private static final int ENCRYPTED = 0x0001 | 0x0040 | 0x2000;

    static ZipDirectory read(ByteRanges zip, ZipLimits limits, String archive) throws IOException {
        ZipEnd end = ZipEnd.find(zip, archive);
        checkEnd(end, limits, archive);
        ByteBuffer bytes = ZipFormat.littleEndian(zip.read(end.offset(), (int) end.size()));
        List<ZipMember> all = new ArrayList<>();
        while (bytes.hasRemaining()) {
            if (all.size() == limits.entries()) {
                throw tooMany(limits, archive);
            }
            all.add(next(bytes, archive));
        }
        // The record without zip64 has only 16 bits, and some packers write larger numbers into it modulo 65,536.
        boolean isCountRight = end.zip64() ? all.size() == end.entries() : (all.size() & 0xFFFF) == end.entries();
        if (!isCountRight) {
            throw ZipErrors.damaged(archive, "its directory has " + all.size() + " entries, not " + end.entries());
        }
        checkPlaces(all, end.offset(), archive);
        checkLimits(all, limits, archive);
        return new ZipDirectory(byPath(all, archive), end.trailing());
    }

    /** Checks the declared numbers before the directory is read: they decide how much memory it takes. */
    private static void checkEnd(ZipEnd end, ZipLimits limits, String archive) {
        if (end.size() > limits.directoryBytes()) {
            throw ZipErrors.forbidden(
                    archive, "its directory has " + end.size() + " bytes, more than " + limits.directoryBytes());
        }
        if (end.entries() > limits.entries()) {
            throw tooMany(limits, archive);
        }
    }

    private static ZipLimitException tooMany(ZipLimits limits, String archive) {
        return new ZipLimitException(
                archive, "it has more than " + limits.entries() + " entries", ZipLimitException.Exceeded.FILES);
    }

    /** @return the entry at the buffer's position; the position moves behind it */
    static ZipMember next(ByteBuffer bytes, String archive) {
        if (bytes.remaining() < ZipFormat.CENTRAL_SIZE
                || bytes.getInt(bytes.position()) != ZipFormat.CENTRAL_SIGNATURE) {
            throw ZipErrors.damaged(archive, "its directory is damaged");
        }
        ByteBuffer fixed = slice(bytes, ZipFormat.CENTRAL_SIZE);
        int nameLength = Short.toUnsignedInt(fixed.getShort(28));
        int extraLength = Short.toUnsignedInt(fixed.getShort(30));
        int commentLength = Short.toUnsignedInt(fixed.getShort(32));
        if (bytes.remaining() < nameLength + extraLength + commentLength) {
            throw ZipErrors.damaged(archive, "its directory is damaged");
        }
        if (nameLength > LONGEST_PATH) {
            throw ZipErrors.forbidden(archive, "a path in it has " + nameLength + " bytes, more than " + LONGEST_PATH);
        }
        byte[] name = new byte[nameLength];
        bytes.get(name);
        ZipExtra extra = new ZipExtra(slice(bytes, extraLength));
        bytes.position(bytes.position() + commentLength);
        ZipMember member = member(fixed, name, extra, archive);
        checkKind(member, fixed, archive);
        return member;
    }

    private static ZipMember member(ByteBuffer fixed, byte[] name, ZipExtra extra, String archive) {
        String path = path(name, archive);
        long[] values = {
            Integer.toUnsignedLong(fixed.getInt(24)),
            Integer.toUnsignedLong(fixed.getInt(20)),
            Integer.toUnsignedLong(fixed.getInt(42))
        };
        if (!extra.widen(values) || values[0] < 0 || values[1] < 0 || values[2] < 0) {
            throw ZipErrors.damaged(archive, "the sizes of `" + path + "` are damaged");
        }
        if (extra.renames(name)) {
            throw ZipErrors.forbidden(archive, "`" + path + "` has a second, different name");
        }
        long crc = Integer.toUnsignedLong(fixed.getInt(16));
        int mode = fixed.getInt(38) >>> 16;
        return new ZipMember(
                path, fixed.getShort(10) == ZipFormat.DEFLATED, crc, values[1], values[0], values[2], mode);
    }

    private static void checkKind(ZipMember member, ByteBuffer fixed, String archive) {
        String path = member.path();
        int method = Short.toUnsignedInt(fixed.getShort(10));
        if ((fixed.getShort(8) & ENCRYPTED) != 0) {
            throw ZipErrors.forbidden(archive, "`" + path + "` is encrypted");
        }
        if (method != ZipFormat.STORED && method != ZipFormat.DEFLATED) {
            throw ZipErrors.forbidden(
                    archive,
                    "`" + path + "` uses compression method " + method
                            + "; only stored and deflated files are supported");
        }
        if (fixed.getShort(34) != 0) {
            throw ZipErrors.damaged(archive, "it is one part of a zip in several parts");
        }
        if (method == ZipFormat.STORED && member.size() != member.deflatedSize()) {
            throw ZipErrors.damaged(archive, "the sizes of `" + path + "` disagree");
        }
        if (member.isLink()) {
            throw ZipErrors.forbidden(archive, "`" + path + "` is a symbolic link");
        }
        if (member.isSpecial()) {
            throw ZipErrors.forbidden(archive, "`" + path + "` is neither a file nor a folder");
        }
        if (member.isDirectory() && member.size() != 0) {
            throw ZipErrors.forbidden(archive, "the folder `" + path + "` has content");
        }
    }

    /** Rejects files that share bytes: a small zip can so declare any size, and readers disagree about their content. */
    private static void checkPlaces(List<ZipMember> all, long limit, String archive) {
        List<ZipMember> byPlace = new ArrayList<>(all);
        Collections.sort(byPlace);
        for (int i = 0; i < byPlace.size(); i++) {
            ZipMember member = byPlace.get(i);
            long next = i + 1 < byPlace.size() ? byPlace.get(i + 1).header() : limit;
            if (!member.isWithin(limit)) {
                throw ZipErrors.damaged(archive, "`" + member.path() + "` extends into the directory");
            }
            if (member.end() > next) {
                throw ZipErrors.forbidden(
                        archive,
                        "`" + member.path() + "` and `" + byPlace.get(i + 1).path() + "` overlap");
            }
        }
    }

    private static void checkLimits(List<ZipMember> all, ZipLimits limits, String archive) {
        long total = 0;
        long deflated = 0;
        for (ZipMember member : all) {
            checkRatio("`" + member.path() + "` inflates", member.size(), member.deflatedSize(), limits, archive);
            if (member.size() > limits.totalBytes() - total) {
                throw new ZipLimitException(
                        archive,
                        "its files inflate to more than " + limits.totalBytes() + " bytes",
                        ZipLimitException.Exceeded.BYTES);
            }
            total += member.size();
            deflated += member.deflatedSize();
        }
        checkRatio("its files inflate", total, deflated, limits, archive);
    }

    private static void checkRatio(String what, long inflated, long deflated, ZipLimits limits, String archive) {
        if (limits.isTooDense(inflated, deflated)) {
            throw new ZipLimitException(
                    archive,
                    what + " from " + deflated + " to " + inflated + " bytes, more than " + limits.ratio()
                            + " times as much: it is treated as a zip bomb",
                    ZipLimitException.Exceeded.RATIO);
        }
    }

    private static Map<String, ZipMember> byPath(List<ZipMember> all, String archive) {
        Map<String, ZipMember> members = new LinkedHashMap<>();
        for (ZipMember member : all) {
            if (!member.isDirectory() && members.put(member.path(), member) != null) {
                throw ZipErrors.forbidden(archive, "`" + member.path() + "` is in it twice");
            }
        }
        return Collections.unmodifiableMap(members);
    }

    /** Decodes a name as UTF-8 whatever its flag is: packers of UTF-8 names often leave the flag out. */
    private static String path(byte[] name, String archive) {
        for (byte b : name) {
            if (b >= 0 && b < ' ' || b == 0x7f) {
                throw ZipErrors.forbidden(
                        archive,
                        "a file name in it has a control character: `"
                                + FileTree.shown(new String(name, StandardCharsets.UTF_8)) + "`");
            }
        }
        return isAscii(name) ? new String(name, StandardCharsets.ISO_8859_1) : decoded(name, archive);
    }

    private static String decoded(byte[] name, String archive) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ZipErrors.forbidden(
                    archive,
                    "the file name `" + new String(name, StandardCharsets.ISO_8859_1) + "` in it is not UTF-8");
        }
    }

    private static boolean isAscii(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer slice(ByteBuffer bytes, int length) {
        ByteBuffer slice = bytes.slice(bytes.position(), length).order(bytes.order());
        bytes.position(bytes.position() + length);
        return slice;
    }
}
