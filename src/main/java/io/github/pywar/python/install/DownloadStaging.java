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

/** Where files lie while nobody knows yet whether they are good: each in a folder of its own, gone when it is closed. */
final class DownloadStaging {

    private static final Duration ABANDONED = Duration.ofDays(2);

    private final Path folder;
    private final AtomicBoolean isSwept = new AtomicBoolean();

    DownloadStaging(Path folder) {
        this.folder = folder;
    }

    /** One file's folder. */
    record Place(Path folder) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            delete(folder);
        }
    }

    Place place() throws IOException {
        Files.createDirectories(folder);
        if (isSwept.compareAndSet(false, true)) {
            sweep();
        }
        return new Place(Files.createTempDirectory(folder, ""));
    }

    /** What a build left that was killed; younger folders may belong to a build that runs. */
    private void sweep() throws IOException {
        Instant oldest = Files.getLastModifiedTime(folder).toInstant().minus(ABANDONED);
        List<Path> all;
        try (Stream<Path> places = Files.list(folder)) {
            all = places.toList();
        }
        for (Path place : all) {
            try {
                if (Files.getLastModifiedTime(place).compareTo(FileTime.from(oldest)) < 0) {
                    delete(place);
                }
            } catch (NoSuchFileException gone) {
                continue; // another build has closed it, or sweeps as well
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
