package io.github.pywar.base.error;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/** Failures of a full disk. The system reports them without the name of the file, once the file is open. */
public final class FullDisk {

    /** Operation that writes to a file. */
    @FunctionalInterface
    public interface Writing {
        /** Writes. */
        void run() throws IOException;
    }

    private static final Set<String> REASONS =
            Set.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    private FullDisk() {}

    /**
     * Writes, and names the file in a failure.
     *
     * @throws FileSystemException if the disk is full
     */
    public static void naming(Path file, Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException failure) {
            throw named(file, failure);
        }
    }

    /** @return the failure with the name of the file, if the disk is full; else the same */
    public static IOException named(Path file, IOException failure) {
        String reason = failure.getMessage();
        if (failure instanceof FileSystemException || reason == null || !REASONS.contains(reason)) {
            return failure;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, reason);
        named.initCause(failure);
        return named;
    }
}
