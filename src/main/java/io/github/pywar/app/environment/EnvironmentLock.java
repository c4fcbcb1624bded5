package io.github.pywar.app.environment;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.lock.ProcessLock;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Lock of an environment against other builds, which may prepare it at the same time. It is a file in the folder.
 *
 * @param folder of the environment
 */
record EnvironmentLock(Path folder, Progress progress) implements ProcessLock.Waits {

    /** Name of the file. */
    static final String NAME = ".lock";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Work under the lock. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Runs work under the lock.
     *
     * @throws UserException if another build holds the lock for ten minutes
     */
    static void run(Path folder, Progress progress, Work work) throws IOException {
        Files.createDirectories(folder);
        ProcessLock.of(folder.resolve(NAME), LONGEST, new EnvironmentLock(folder, progress), progress)
                .run(() -> {
                    work.run();
                    return null;
                });
    }

    @Override
    public void begin() {
        progress.step("Waiting for another build that prepares " + folder.getFileName());
    }

    @Override
    public void beginInProcess() {
        begin();
    }

    @Override
    public void end() {
        throw UserException.of("Another build has been preparing `" + folder + "` for ten minutes")
                .hint("end the other build, or wait until it ends");
    }
}
