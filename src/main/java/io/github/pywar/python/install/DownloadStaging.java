package io.github.pywar.python.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Folder for downloads that are not verified yet. Each is in its own subfolder, which is deleted when it is closed. */
final class DownloadStaging {

    private static final Duration ABANDONED = Duration.ofDays(2);

    private final Path folder;
    private final AtomicBoolean isCleaned = new AtomicBoolean();

    DownloadStaging(Path folder) {
        this.folder = folder;
    }

    /** Folder of one download. */
    record StagingFolder(Path folder) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            delete(folder);
        }
    }

    StagingFolder create() throws IOException {
        Files.createDirectories(folder);
        if (isCleaned.compareAndSet(false, true)) {
            deleteAbandoned();
        }
        return new StagingFolder(Files.createTempDirectory(folder, ""));
    }

    /** Deletes old folders of killed builds; younger folders may belong to a running build. */
    private void deleteAbandoned() throws IOException {
        Instant oldest = Files.getLastModifiedTime(folder).toInstant().minus(ABANDONED);
        List<Path> all;
        try (Stream<Path> folders = Files.list(folder)) {
            all = folders.toList();
        }
        for (Path one : all) {
            try {
                if (Files.getLastModifiedTime(one).compareTo(FileTime.from(oldest)) < 0) {
                    delete(one);
                }
            } catch (NoSuchFileException gone) {
                continue; // another build has deleted it
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
