package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of a zip that is read through ranges, for reading single small files without the rest of the zip.
 *
 * @param zip the bytes of the zip, or of a part of it
 * @param archive its file name, for messages
 * @param members the files by path, in the order of the directory; not necessarily all
 */
public record ZipListing(ByteRanges zip, String archive, Map<String, ZipMember> members) {

    /**
     * Reads all of the directory and checks it.
     *
     * @throws UserException if it is damaged, not allowed, or exceeds the limits of a directory
     */
    public static ZipListing read(ByteRanges zip, String archive) throws IOException {
        return new ZipListing(
                zip,
                archive,
                ZipDirectory.read(zip, ZipLimits.OF_DIRECTORY, archive).members());
    }

    /**
     * Reads the last entries of the directory, if they are in memory ({@link ByteRanges#withTail}) and the rest
     * of the directory is not needed for them. A directory can have hundreds of kilobytes. Packers are recommended to write
     * metadata last, so the last entries mostly are enough, and save a request.
     *
     * @param length how many bytes of the directory's end to read at most
     * @return empty if the bytes are not in memory or contain no complete entry, or the directory is that short
     */
    public static Optional<ZipListing> readLast(ByteRanges zip, String archive, int length) throws IOException {
        ZipEnd end = ZipEnd.find(zip, archive);
        long limit = end.offset() + end.size();
        long from = Math.max(zip.localFrom(), limit - length);
        if (zip.localFrom() == 0 || from <= end.offset() || from >= limit) {
            return Optional.empty();
        }
        ByteBuffer bytes = ZipFormat.littleEndian(zip.read(from, (int) (limit - from)));
        int first = firstEntry(bytes);
        return first < 0 ? Optional.empty() : entries(zip, archive, bytes.position(first), end.offset());
    }

    private static Optional<ZipListing> entries(ByteRanges zip, String archive, ByteBuffer bytes, long limit) {
        Map<String, ZipMember> members = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            ZipMember member = ZipDirectory.next(bytes, archive);
            if (!member.isWithin(limit)) {
                return Optional.empty(); // reading all of the directory reports the fault
            }
            members.put(member.path(), member);
        }
        return Optional.of(new ZipListing(zip, archive, members));
    }

    /**
     * Finds the offset of the first entry. The bytes begin anywhere in the directory, even inside of a name that
     * contains the signature. So an offset is accepted only if entries follow each other from there to the very end.
     *
     * @return the offset in {@code bytes}, or -1
     */
    private static int firstEntry(ByteBuffer bytes) {
        for (int at = 0; at + ZipFormat.CENTRAL_SIZE <= bytes.limit(); at++) {
            if (bytes.get(at) == 'P' && isChain(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isChain(ByteBuffer bytes, int from) {
        int at = from;
        while (at + ZipFormat.CENTRAL_SIZE <= bytes.limit() && bytes.getInt(at) == ZipFormat.CENTRAL_SIGNATURE) {
            at += ZipFormat.CENTRAL_SIZE
                    + Short.toUnsignedInt(bytes.getShort(at + 28))
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return at == bytes.limit();
    }

    /**
     * Finds a file in a part of a zip by its local header, without the directory.
     *
     * @param part of the zip; offsets of the result are offsets in it
     * @param suffix of the file's path
     * @return empty unless exactly one such file is complete in the part and its header declares its size
     */
    public static Optional<ZipListing> find(byte[] part, String suffix, String archive) {
        List<ZipMember> found = ZipLocalHeader.search(part).stream()
                .filter(member -> member.path().endsWith(suffix))
                .toList();
        return found.size() == 1
                ? Optional.of(new ZipListing(
                        ByteRanges.of(part), archive, Map.of(found.get(0).path(), found.get(0))))
                : Optional.empty();
    }

    /**
     * Reads one of the members, and checks its size and CRC.
     *
     * @param limit in bytes; a longer file is refused
     * @throws UserException if it is damaged or too long
     */
    public byte[] content(ZipMember member, int limit) throws IOException {
        return new ZipContent(zip, archive).read(member, limit);
    }
}
