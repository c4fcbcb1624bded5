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
final class EnvironmentLock {

    /** Name of the file. */
    static final String NAME = ".lock";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long STEP_MILLIS = 100;

    private EnvironmentLock() {}

    /** Work under the lock. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Runs work under the lock; on a file system without locks, without it.
     *
     * @throws UserException if another build holds the lock for ten minutes
     */
    static void run(Path folder, Progress progress, Work work) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            acquire(channel, folder, progress); // closing the channel releases the lock
            work.run();
        }
    }

    private static void acquire(FileChannel channel, Path folder, Progress progress) throws IOException {
        for (long waited = 0; waited < LONGEST.toMillis(); waited += STEP_MILLIS) {
            if (isAcquired(channel)) {
                return;
            }
            if (waited == 0) {
                progress.step("Waiting for another build that prepares " + folder.getFileName());
            }
            sleep();
        }
        throw UserException.of("Another build has been preparing `" + folder + "` for ten minutes")
                .hint("end the other build, or wait until it ends");
    }

    private static boolean isAcquired(FileChannel channel) {
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
}
