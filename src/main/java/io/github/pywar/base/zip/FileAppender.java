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
        append(member.file(), member.offset(), member.length());
    }

    /** Appends a part of a file. */
    void append(Path file, long offset, long length) throws IOException {
        if (length > buffer.remaining()) {
            flush();
        }
        boolean isComplete = length > BUFFER
                ? transfer(source(file), offset, length)
                : length == 0 || collect(source(file), offset, (int) length);
        if (!isComplete) {
            throw new EOFException("`" + file + "` became shorter while it was read");
        }
    }

    /** Leaves out bytes that another thread writes. */
    void skip(long length) throws IOException {
        flush();
        flushed += length;
        target.position(flushed);
    }

    private boolean collect(FileChannel source, long offset, int length) throws IOException {
        long end = offset + length;
        int limit = buffer.limit();
        buffer.limit(buffer.position() + length);
        while (buffer.hasRemaining()) {
            if (source.read(buffer, end - buffer.remaining()) < 0) {
                return false;
            }
        }
        buffer.limit(limit);
        return true;
    }

    private boolean transfer(FileChannel source, long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            long more = source.transferTo(offset + done, length - done, target);
            if (more <= 0) {
                return false;
            }
            done += more;
        }
        flushed += done;
        return true;
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
