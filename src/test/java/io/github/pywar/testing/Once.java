package io.github.pywar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Preparation of files in {@code target} that several tests use. Surefire runs tests in several processes. */
public final class Once {

    private static final Path LOCK = Path.of("target", "tools.lock");

    /** Guarded by the class. */
    private static final Set<Path> PREPARED = new HashSet<>();

    private Once() {}

    /** Returns the number of this process of the tests, from 1. */
    public static String process() {
        return System.getProperty("pywar.testProcess", "1").replace("no-", "");
    }

    /** Prepares a file or folder if it does not exist. If another process prepares it now, waits for its end. */
    public static synchronized void unlessThere(Path file, Runnable preparation) {
        if (!PREPARED.add(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.notExists(file)) {
                preparation.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
