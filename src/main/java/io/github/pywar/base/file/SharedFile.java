package io.github.pywar.base.file;

import io.github.pywar.base.error.FullDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Files of a cache that several threads and builds write at the same time; each version is valid. They are renamed like an
 * {@link AtomicFile}, but not synced: a resolution writes thousands of them, and a file that a power cut damages is
 * fetched again.
 */
public final class SharedFile {

    /** Renaming of a file; tests replace it. */
    @FunctionalInterface
    interface Renaming {
        void rename(Path from, Path to) throws IOException;
    }

    /** Writer of a new file. */
    @FunctionalInterface
    public interface Writer {

        /** @param part the path of the incomplete file, which does not exist */
        void writeTo(Path part) throws IOException;
    }

    private SharedFile() {}

    /**
     * Reads a file.
     *
     * @return its bytes; empty if it does not exist
     * @throws FileAlreadyExistsException if a folder has its name
     */
    public static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException broken) {
            throw Files.isDirectory(file) ? new FileAlreadyExistsException(file.toString()) : broken;
        }
    }

    /** Writes a complete file; creates its folder if it is missing. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, part -> Files.write(part, content, StandardOpenOption.CREATE_NEW));
    }

    /**
     * Writes a complete file; creates its folder if it is missing.
     *
     * @param writer called again after the folder is created
     */
    public static void write(Path target, Writer writer) throws IOException {
        Path part = PartFile.beside(target);
        try {
            write(part, target, writer);
        } catch (NoSuchFileException noFolder) {
            Files.createDirectories(target.getParent());
            write(part, target, writer);
        }
    }

    private static void write(Path part, Path target, Writer writer) throws IOException {
        boolean isDone = false;
        try {
            writer.writeTo(part);
            put(part, target);
            isDone = true;
        } catch (IOException failure) {
            throw FullDisk.named(target, failure);
        } finally {
            if (!isDone) {
                Files.deleteIfExists(part);
            }
        }
    }

    /**
     * Renames a complete file and replaces the target. Windows does not replace a file that is open: then the target stays,
     * and {@code from} is deleted.
     *
     * @throws NoSuchFileException if the folder of the target is missing
     */
    public static void put(Path from, Path target) throws IOException {
        put(from, target, PartFile::rename);
    }

    static void put(Path from, Path target, Renaming renaming) throws IOException {
        try {
            renaming.rename(from, target);
        } catch (NoSuchFileException noFolder) {
            throw noFolder;
        } catch (FileSystemException inUse) {
            if (!Files.isRegularFile(target)) {
                throw inUse;
            }
            Files.delete(from);
        }
    }
}
