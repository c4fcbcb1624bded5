package io.github.pywar.base.zip;

import io.github.pywar.base.file.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Output file with a buffer. Small pieces are collected, so that a thousand small files become a few large writes.
 * Pieces above 1 MiB are copied from file to file by the operating system. The last 32 source files stay open, because
 * members of one archive mostly follow each other.
 */
final class FileAppender implements AutoCloseable {

    private static final int BUFFER = 1 << 20;
    private static final int OPEN_FILES = 32;

    private final FileChannel target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final LinkedHashMap<Path, FileChannel> sources = new LinkedHashMap<>(16, 0.75f, true);
    private long flushed;

    FileAppender(FileChannel target) {
        this.target = target;
    }

    /** @return the number of bytes appended so far */
    long position() {
        return flushed + buffer.position();
    }

    void append(byte[] bytes) throws IOException {
        append(bytes, 0, bytes.length);
    }

    void append(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int more = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, more);
            done += more;
        }
    }

    void append(ByteSource.Deflated member) throws IOException {
        FileChannel source = source(member.file());
        if (member.length() > buffer.remaining()) {
            flush();
        }
        if (member.length() > BUFFER) {
            transfer(source, member);
        } else {
            collect(source, member);
        }
    }

    private void collect(FileChannel source, ByteSource.Deflated member) throws IOException {
        long end = member.offset() + member.length();
        int limit = buffer.limit();
        buffer.limit(buffer.position() + (int) member.length());
        while (buffer.hasRemaining()) {
            if (source.read(buffer, end - buffer.remaining()) < 0) {
                throw tooShort(member);
            }
        }
        buffer.limit(limit);
    }

    private void transfer(FileChannel source, ByteSource.Deflated member) throws IOException {
        long done = 0;
        while (done < member.length()) {
            long more = source.transferTo(member.offset() + done, member.length() - done, target);
            if (more <= 0) {
                throw tooShort(member);
            }
            done += more;
        }
        flushed += done;
    }

    private static EOFException tooShort(ByteSource.Deflated member) {
        return new EOFException("`" + member.file() + "` became shorter while it was read");
    }

    private FileChannel source(Path file) throws IOException {
        FileChannel open = sources.get(file);
        if (open == null) {
            if (sources.size() >= OPEN_FILES) {
                Map.Entry<Path, FileChannel> eldest =
                        sources.entrySet().iterator().next();
                sources.remove(eldest.getKey());
                eldest.getValue().close();
            }
            open = FileChannel.open(file, StandardOpenOption.READ);
            sources.put(file, open);
        }
        return open;
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            flushed += target.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel source : sources.values()) {
            source.close();
        }
    }
}
