package io.github.pywar.app.environment;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Lock of an environment against other builds, which may prepare it at the same time. It is a file in the folder. */
final class EnvironmentLock implements AutoCloseable {

    /** Name of the file, as of other tools. */
    static final String NAME = ".lock";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long STEP_MILLIS = 100;

    private final FileChannel channel;

    private EnvironmentLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Acquires the lock. On a file system without locks it returns at once.
     *
     * @throws UserException if another build holds it for ten minutes
     */
    static EnvironmentLock acquire(Path folder, Progress progress) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (long waited = 0; waited < LONGEST.toMillis(); waited += STEP_MILLIS) {
            if (isAcquired(channel)) {
                return new EnvironmentLock(channel);
            }
            if (waited == 0) {
                progress.step("Waiting for another build that prepares " + folder.getFileName());
            }
            sleep();
        }
        channel.close();
        throw UserException.of("Another build has been preparing `" + folder + "` for ten minutes")
                .hint("end the other build, or wait until it ends");
    }

    private static boolean isAcquired(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (IOException noLocks) {
            return true;
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another build");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
