package io.github.pywar.base.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Names of incomplete files, and their atomic renaming. */
final class PartFile {

    private static final Set<String> FULL =
            Set.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    private PartFile() {}

    /**
     * Returns a new hidden name in the folder of the target, because a rename between file systems is not atomic. {@code
     * createTempFile} would load the JDK's secure random numbers.
     */
    static Path beside(Path target) {
        return target.resolveSibling(
                "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
    }

    /**
     * Renames a file and replaces the target, in one step if the file system can.
     *
     * @throws FileAlreadyExistsException if the target is a folder
     */
    static void rename(Path from, Path to) throws IOException {
        try {
            replace(from, to);
        } catch (FileSystemException broken) {
            throw Files.isDirectory(to) ? new FileAlreadyExistsException(to.toString()) : broken;
        }
    }

    /** @return the failure with the name of the target, if the disk is full: the system's message names no file */
    static IOException named(Path target, IOException failure) {
        String reason = failure.getMessage();
        if (failure instanceof FileSystemException || reason == null || !FULL.contains(reason)) {
            return failure;
        }
        FileSystemException named = new FileSystemException(target.toString(), null, reason);
        named.initCause(failure);
        return named;
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
