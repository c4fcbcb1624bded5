package io.github.pywar.python.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Small files of a zip, whole in memory, by one read each (two where the local header is unusually long). */
record ZipContent(ByteRanges zip, String archive) {

    /** How much longer than the directory's own a local header is expected to be at most: saves a request. */
    private static final int SLACK = 256;

    /** @param limit in bytes; a longer file is refused */
    byte[] read(ZipMember member, int limit) throws IOException {
        if (member.size() > limit || member.deflatedSize() > limit) {
            throw ZipErrors.forbidden(
                    archive, "`" + member.path() + "` has " + member.size() + " bytes, more than " + limit);
        }
        int wanted = (int) Math.min(
                ZipLocalHeader.FIXED + 4L * member.path().length() + SLACK + member.deflatedSize(),
                zip.size() - member.header());
        ByteBuffer head = ZipEnd.little(zip.read(member.header(), wanted));
        long data = ZipLocalHeader.parse(head, member, archive).data() - member.header();
        int length = (int) member.deflatedSize();
        if (member.header() + data + length > zip.size()) {
            throw ZipErrors.broken(archive, "`" + member.path() + "` reaches beyond the file's end");
        }
        byte[] raw = data + length <= wanted
                ? Arrays.copyOfRange(head.array(), (int) data, (int) data + length)
                : zip.read(member.header() + data, length);
        byte[] content = member.isDeflated() ? inflate(raw, member) : raw;
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != member.crc32()) {
            throw damaged(member);
        }
        return content;
    }

    private byte[] inflate(byte[] raw, ZipMember member) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(raw);
            byte[] content = new byte[(int) member.size()];
            int length = 0;
            int more = 1;
            while (length < content.length && more > 0) {
                more = inflater.inflate(content, length, content.length - length);
                length += more;
            }
            boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished();
            if (length != content.length || !ended) {
                throw damaged(member);
            }
            return content;
        } catch (DataFormatException e) {
            throw damaged(member);
        } finally {
            inflater.end();
        }
    }

    private RuntimeException damaged(ZipMember member) {
        return ZipErrors.broken(archive, "the content of `" + member.path() + "` is damaged");
    }
}
