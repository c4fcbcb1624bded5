package io.github.pywar.base.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears whole or not at all: written beside its place under a name that ends in {@code .part}, synced,
 * renamed. Closing it without {@link #commit()} removes what was written and leaves the place as it was.
 */
public final class AtomicFile implements AutoCloseable {

    /** What content writes itself to. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered, and flushed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean committed;

    private AtomicFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.stream = new Unclosed(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
    }

    /**
     * Begins a file; its folder is created where it is missing.
     *
     * @param target its place; what lies there stays until {@link #commit()}
     */
    public static AtomicFile at(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        while (true) {
            String name = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
            try {
                Path part = folder.resolve(name);
                FileChannel channel = FileChannel.open(
                        part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
                return new AtomicFile(target, part, channel);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    /** Writes a whole file. */
    public static void write(Path target, Content content) throws IOException {
        try (AtomicFile file = at(target)) {
            content.writeTo(file.stream());
            file.commit();
        }
    }

    /** Writes a whole file. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /** @return the file as it is being written */
    public FileChannel channel() {
        return channel;
    }

    /** @return a buffered stream to it, always the same; closing it only flushes, {@link #commit()} does so too */
    public OutputStream stream() {
        return stream;
    }

    /** @return where it lies until {@link #commit()}, for those who want to read it back first */
    public Path part() {
        return part;
    }

    /** Syncs the bytes to the disk and puts the file in its place, over what was there. */
    public void commit() throws IOException {
        stream.flush();
        channel.force(true);
        channel.close();
        rename(part, target);
        committed = true;
        syncFolder();
    }

    /** Gives a file its name, over what is there, in one step where the file system can. */
    static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** So that the new name survives a power cut; systems that cannot open a folder do without. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(part);
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
