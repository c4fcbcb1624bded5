package io.github.pywar.python.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last entries of a zip's directory, as far as they lie in a tail that is at hand. Wheels hold what is said about
 * them last ("Binary distribution format", recommended archiver features), so these mostly are the ones wanted, where
 * the whole directory has hundreds of kilobytes.
 *
 * @param members the files by path, in the directory's order
 */
record ZipLastMembers(Map<String, ZipMember> members) {

    private static final int SIGNATURE = 0x02014b50;
    private static final int FIXED = 46;

    /**
     * @param from from where on bytes are at hand; within the directory
     * @return empty where no entry begins behind {@code from}
     */
    static Optional<ZipLastMembers> read(ByteRanges zip, ZipEnd end, long from, String archive) throws IOException {
        long limit = end.offset() + end.size();
        ByteBuffer bytes = ZipEnd.little(zip.read(from, (int) (limit - from)));
        int first = first(bytes);
        if (first < 0) {
            return Optional.empty();
        }
        bytes.position(first);
        Map<String, ZipMember> members = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            ZipMember member = ZipDirectory.next(bytes, archive);
            if (!member.isWithin(end.offset())) {
                return Optional.empty(); // who reads the whole directory says what is wrong
            }
            members.put(member.path(), member);
        }
        return Optional.of(new ZipLastMembers(members));
    }

    /** @return where the first entry begins from which on entries follow each other to the very end, or -1 */
    private static int first(ByteBuffer bytes) {
        for (int at = 0; at + FIXED <= bytes.limit(); at++) {
            if (bytes.get(at) == 'P' && isChain(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isChain(ByteBuffer bytes, int from) {
        int at = from;
        while (at + FIXED <= bytes.limit() && bytes.getInt(at) == SIGNATURE) {
            at += FIXED
                    + Short.toUnsignedInt(bytes.getShort(at + 28))
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return at == bytes.limit();
    }
}
