package io.github.pywar.python.source;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cache of checkouts: {@code REPOSITORY/COMMIT}. A checkout is added by a rename and never changed, so several builds can
 * use the cache at the same time, and a build that is ended leaves no incomplete one.
 */
final class CheckoutCache {

    private static final int DIGITS = 24;
    private static final Duration ABANDONED = Duration.ofDays(2);

    private final Path folder;

    CheckoutCache(Path folder) {
        this.folder = folder;
    }

    /** Work in a folder that is deleted afterwards. */
    @FunctionalInterface
    interface Work<T> {
        T run(Path scratch) throws IOException;
    }

    /** @return the folder of the checkout, if it is in the cache */
    Optional<Path> find(RepositoryUrl repository, String commit) {
        return Optional.of(location(repository, commit)).filter(Files::isDirectory);
    }

    /** Adds a checkout; another build may have added an equal one before. */
    Path add(RepositoryUrl repository, String commit, Path checkout) throws IOException {
        Path location = location(repository, commit);
        Files.createDirectories(location.getParent());
        try {
            return Files.move(checkout, location);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(location)) {
                throw e;
            }
            return location;
        }
    }

    private Path location(RepositoryUrl repository, String commit) {
        byte[] url = repository.toString().getBytes(StandardCharsets.UTF_8);
        return folder.resolve(Sha256.of(url).hex().substring(0, DIGITS)).resolve(commit);
    }

    /** Runs work in a new folder of the cache's file system. */
    <T> T inScratch(Work<T> work) throws IOException {
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        deleteAbandoned(incoming);
        Path scratch = Files.createTempDirectory(incoming, "");
        try {
            return work.run(scratch);
        } finally {
            delete(scratch);
        }
    }

    /** Deletes folders of killed builds; younger folders may belong to a running build. */
    private static void deleteAbandoned(Path incoming) throws IOException {
        Instant oldest = Files.getLastModifiedTime(incoming).toInstant().minus(ABANDONED);
        List<Path> all;
        try (Stream<Path> folders = Files.list(incoming)) {
            all = folders.toList();
        }
        for (Path one : all) {
            try {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(oldest)) {
                    delete(one);
                }
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
    }

    /** Git writes its objects as read-only files, which Windows does not delete. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(file) && !Files.isWritable(file)) {
                    file.toFile().setWritable(true);
                }
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
