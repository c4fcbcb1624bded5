package io.github.pywar.python.build;

import io.github.pywar.base.lock.ProcessLock;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Locks that allow one build of the same source code at a time among all processes that share a cache.
 *
 * @param folder the folder of the lock files; it need not exist
 * @param longest limit of a wait; after that the source code is built twice, which is safe. The limit also ends the wait
 *     of two builds that require each other
 * @param progress for a line when a build waits
 */
record BuildLocks(Path folder, Duration longest, Progress progress) {

    /**
     * Runs work under a lock.
     *
     * @param key of the build, in letters that file names can have
     * @param name of the source code, for messages
     */
    <T> T locked(String key, String name, ProcessLock.Work<T> work) throws IOException {
        return ProcessLock.of(folder.resolve(key + ".lock"), longest, new Waits(name, progress), progress)
                .run(work);
    }

    private record Waits(String name, Progress progress) implements ProcessLock.Waits {

        @Override
        public void begin() {
            progress.step("Waiting for another build of `" + name + "`");
        }

        @Override
        public void beginInProcess() {
            begin();
        }

        @Override
        public void end() {
            progress.detail("Another build of `" + name + "` takes too long; it is built here, too");
        }
    }
}
