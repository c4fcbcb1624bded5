package io.github.pywar.base.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Content of one file in a zip; the read of the last byte fails if its size or CRC differs from the directory. */
final class MemberStream extends InputStream {

    private static final int BUFFER = 1 << 15;

    private final ZipMemberSource source;
    private final ZipMember member;
    private final FileChannel channel;
    private final Inflater inflater;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
    private final CRC32 crc = new CRC32();
    private long position;
    private long unread;
    private long produced;
    private boolean ended;

    MemberStream(ZipMemberSource source) throws IOException {
        this.source = source;
        member = source.member();
        position = source.data();
        unread = member.deflatedSize();
        channel = FileChannel.open(source.archive(), StandardOpenOption.READ);
        inflater = member.isDeflated() ? new Inflater(true) : null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int more = next(bytes, offset, length);
        if (more < 0) {
            checkEnd();
            return -1;
        }
        crc.update(bytes, offset, more);
        produced += more;
        if (produced >= member.size()) {
            // Check now, not at the next call: a caller that has the size makes no further call.
            if (next(new byte[1], 0, 1) >= 0) {
                throw damaged();
            }
            checkEnd();
        }
        return more;
    }

    private int next(byte[] bytes, int offset, int length) throws IOException {
        return inflater == null ? stored(bytes, offset, length) : inflated(bytes, offset, length);
    }

    private int stored(byte[] bytes, int offset, int length) throws IOException {
        if (unread == 0) {
            return -1;
        }
        int more = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, unread)), position);
        if (more < 0) {
            throw damaged();
        }
        position += more;
        unread -= more;
        return more;
    }

    private int inflated(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (true) {
                int more = inflater.inflate(bytes, offset, length);
                if (more > 0) {
                    return more;
                }
                if (inflater.finished()) {
                    return -1;
                }
                // An inflater that needs a dictionary neither produces nor consumes bytes: without this the loop hangs.
                if (!inflater.needsInput() || unread == 0) {
                    throw damaged();
                }
                fill();
            }
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private void fill() throws IOException {
        input.clear().limit((int) Math.min(BUFFER, unread));
        int more = channel.read(input, position);
        if (more < 0) {
            throw damaged();
        }
        position += more;
        unread -= more;
        inflater.setInput(input.array(), 0, more);
    }

    private void checkEnd() {
        ended = true;
        boolean isConsumed = unread == 0 && (inflater == null || inflater.getRemaining() == 0);
        if (!isConsumed || produced != member.size() || crc.getValue() != member.crc32()) {
            throw damaged();
        }
    }

    private RuntimeException damaged() {
        return ZipErrors.damaged(
                source.archive().getFileName().toString(), "the content of `" + member.path() + "` is damaged");
    }

    @Override
    public void close() throws IOException {
        if (inflater != null) {
            inflater.end();
        }
        channel.close();
    }
}
