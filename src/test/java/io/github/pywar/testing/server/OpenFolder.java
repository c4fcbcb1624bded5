package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * New folder that every user of the machine can read and enter. Servers started by root run as another user, and
 * JUnit's temporary folders are closed to that user.
 */
public final class OpenFolder implements AutoCloseable {

    private final Path path;

    private OpenFolder(Path path) {
        this.path = path;
    }

    /** Returns a new, empty folder, deleted on {@link #close()}. */
    public static OpenFolder create() {
        try {
            Path path = Files.createTempDirectory("pywar-test-");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new OpenFolder(path.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder, absolute and without links. */
    public Path path() {
        return path;
    }

    /** Returns a new, open folder below it. */
    public Path folder(String name) {
        try {
            Path folder = Files.createDirectories(path.resolve(name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file below this folder, creates its parents, and returns the file. */
    public Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("cannot empty " + path, e);
        }
    }
}
