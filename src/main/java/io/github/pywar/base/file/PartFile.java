package io.github.pywar.base.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Names of incomplete files, and their atomic renaming. */
final class PartFile {

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

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
