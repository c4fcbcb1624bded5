package io.github.pywar.base.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of a cache, which several threads and builds put in place, where one of them is as good as another. */
public final class SharedFile {

    /** How a file gets its name. */
    @FunctionalInterface
    interface Renaming {
        void rename(Path from, Path to) throws IOException;
    }

    private SharedFile() {}

    /**
     * Puts a whole file in its place, over what is there. Windows replaces no file that somebody has open at that moment:
     * then what is there stays, and {@code from} is deleted.
     *
     * @throws NoSuchFileException where the target's folder is missing
     */
    public static void put(Path from, Path target) throws IOException {
        put(from, target, AtomicFile::rename);
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
