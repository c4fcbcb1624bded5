package io.github.pywar.app.writer;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Files that are written in parallel, in the fork-join pool of the calling thread. After an error, no file is begun, and the
 * call ends when all others are written: the caller may then delete their folder.
 *
 * @param root existing folder
 */
public record ParallelFiles(Path root) {

    /** Writer of one file. */
    @FunctionalInterface
    public interface Write {
        /** Writes the file to a path in an existing folder. */
        void to(FileTree.Entry file, Path target) throws IOException;
    }

    /**
     * Writes files, whose folders must exist.
     *
     * @param files by path
     * @param write called for each file, by several threads
     * @throws IOException the first error
     */
    public void write(Map<String, FileTree.Entry> files, Write write) throws IOException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        files.entrySet().parallelStream().filter(file -> failure.get() == null).forEach(file -> {
            try {
                write.to(file.getValue(), root.resolve(file.getKey()));
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
        if (failure.get() instanceof IOException error) {
            throw error;
        }
        if (failure.get() instanceof UncheckedIOException error) {
            throw error.getCause();
        }
        if (failure.get() instanceof RuntimeException error) {
            throw error;
        }
    }
}
