package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new folder that every user of the machine may read and enter: servers started by root serve as somebody else, to
 * whom JUnit's own temporary folders are closed.
 */
public final class OpenFolder implements AutoCloseable {

    private final Path path;

    private OpenFolder(Path path) {
        this.path = path;
    }

    /** @return a new, empty folder, deleted on {@link #close()} */
    public static OpenFolder create() {
        try {
            Path path = Files.createTempDirectory("pywar-test-");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new OpenFolder(path.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the folder, absolute and without links */
    public Path path() {
        return path;
    }

    /** @return a new folder below it, open too */
    public Path folder(String name) {
        try {
            Path folder = Files.createDirectories(path.resolve(name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the file, written below this folder, its parents made */
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
