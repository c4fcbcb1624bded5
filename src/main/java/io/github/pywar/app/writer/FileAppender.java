package io.github.pywar.app.writer;

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
 * Appends to a file through one window: small pieces are gathered, so that a thousand small files are a few large
 * writes, and long ones go from file to file without passing through Java. Keeps a few source files open, because the
 * members of one wheel mostly follow each other.
 */
final class FileAppender implements AutoCloseable {

    private static final int WINDOW = 1 << 20;
    private static final int OPEN_FILES = 32;

    private final FileChannel target;
    private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
    private final LinkedHashMap<Path, FileChannel> sources = new LinkedHashMap<>(16, 0.75f, true);
    private long flushed;

    FileAppender(FileChannel target) {
        this.target = target;
    }

    /** @return how many bytes were appended so far */
    long position() {
        return flushed + window.position();
    }

    void append(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!window.hasRemaining()) {
                flush();
            }
            int more = Math.min(length - done, window.remaining());
            window.put(bytes, offset + done, more);
            done += more;
        }
    }

    void append(ByteSource.Deflated member) throws IOException {
        FileChannel source = source(member.file());
        if (member.length() > window.remaining()) {
            flush();
        }
        if (member.length() > WINDOW) {
            transfer(source, member);
        } else {
            gather(source, member);
        }
    }

    private void gather(FileChannel source, ByteSource.Deflated member) throws IOException {
        long end = member.offset() + member.length();
        int limit = window.limit();
        window.limit(window.position() + (int) member.length());
        while (window.hasRemaining()) {
            if (source.read(window, end - window.remaining()) < 0) {
                throw tooShort(member);
            }
        }
        window.limit(limit);
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
        return new EOFException("`" + member.file() + "` was cut short while it was read");
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
        window.flip();
        while (window.hasRemaining()) {
            flushed += target.write(window);
        }
        window.clear();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel source : sources.values()) {
            source.close();
        }
    }
}
