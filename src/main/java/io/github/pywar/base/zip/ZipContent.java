package io.github.pywar.base.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reader of small files of a zip into memory. Each file takes one read: the local header's length is not known before,
 * so the read is a little longer than the directory suggests. A file with an unusually long header takes two.
 */
record ZipContent(ByteRanges zip, String archive) {

    /** In bytes; longer extra fields are rare. */
    private static final int SLACK = 256;

    /** @param limit in bytes; a longer file is refused */
    byte[] read(ZipMember member, int limit) throws IOException {
        if (member.size() > limit || member.deflatedSize() > limit) {
            throw ZipErrors.forbidden(
                    archive, "`" + member.path() + "` has " + member.size() + " bytes, more than " + limit);
        }
        int requested = (int) Math.min(
                ZipFormat.LOCAL_SIZE + 4L * member.path().length() + SLACK + member.deflatedSize(),
                zip.size() - member.header());
        ByteBuffer head = ZipFormat.littleEndian(zip.read(member.header(), requested));
        long data = ZipLocalHeader.parse(head, member, archive).data() - member.header();
        int length = (int) member.deflatedSize();
        if (member.header() + data + length > zip.size()) {
            throw ZipErrors.damaged(archive, "`" + member.path() + "` extends beyond the end of the file");
        }
        byte[] raw = data + length <= requested
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
            // The end of the stream is found only by a further call if the content ends with its last block.
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
        return ZipErrors.damaged(archive, "the content of `" + member.path() + "` is damaged");
    }
}
