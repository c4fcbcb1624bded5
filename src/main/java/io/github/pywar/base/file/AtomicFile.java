package io.github.pywar.base.file;

import io.github.pywar.base.error.FullDisk;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * File that appears complete or not at all: it is written to a {@code .part} file in the same folder, synced, and renamed.
 * {@link #close()} without {@link #commit()} deletes the {@code .part} file and keeps the target as it was.
 */
public final class AtomicFile implements AutoCloseable {

    /** Writer of the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes all bytes to a buffered stream, which the caller flushes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writer of the content by a channel. */
    @FunctionalInterface
    public interface ChannelContent {
        /** Writes all bytes to a channel, which the caller closes. */
        void writeTo(FileChannel channel) throws IOException;
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
     * Opens a new {@code .part} file; creates the folder if it is missing.
     *
     * @param target the file, which is unchanged until {@link #commit()}
     */
    public static AtomicFile at(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        while (true) {
            try {
                Path part = PartFile.beside(target.toAbsolutePath());
                FileChannel channel = FileChannel.open(
                        part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
                return new AtomicFile(target, part, channel);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    /** Writes a complete file. */
    public static void write(Path target, Content content) throws IOException {
        try (AtomicFile file = at(target)) {
            try {
                content.writeTo(file.stream());
            } catch (IOException failure) {
                throw file.named(failure);
            }
            file.commit();
        }
    }

    /** Writes a complete file by its channel. */
    public static void writeChannel(Path target, ChannelContent content) throws IOException {
        try (AtomicFile file = at(target)) {
            try {
                content.writeTo(file.channel());
            } catch (IOException failure) {
                throw file.named(failure);
            }
            file.commit();
        }
    }

    /** Writes a complete file. */
    public static void write(Path target, byte[] content) throws IOException {
        try (AtomicFile file = at(target)) {
            file.stream().write(content);
            file.commit();
        }
    }

    /**
     * Names the file in a failure to write to {@link #channel()}.
     *
     * @return a failure with the name of the target if the disk is full; else the same
     */
    public IOException named(IOException failure) {
        return FullDisk.named(target, failure);
    }

    /** @return the channel of the {@code .part} file */
    public FileChannel channel() {
        return channel;
    }

    /** @return the buffered stream to the {@code .part} file; its {@code close()} only flushes, as {@link #commit()} does */
    public OutputStream stream() {
        return stream;
    }

    /** @return the {@code .part} file, which can be read before {@link #commit()} */
    public Path part() {
        return part;
    }

    /** Syncs the bytes to the disk and replaces the target. */
    public void commit() throws IOException {
        try {
            stream.flush();
            channel.force(true);
        } catch (IOException failure) {
            throw named(failure);
        }
        channel.close();
        PartFile.rename(part, target);
        committed = true;
        syncFolder();
    }

    /** Syncs the new name, which then survives a power cut; some systems cannot open a folder. */
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

    private final class Unclosed extends FilterOutputStream {
        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            try {
                out.write(value);
            } catch (IOException failure) {
                throw named(failure);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw named(failure);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException failure) {
                throw named(failure);
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
