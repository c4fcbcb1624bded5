package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.lock.ProcessLock;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Locks that allow one download of a file at a time among all builds that share a store.
 *
 * @param folder the folder of the lock files; it need not exist
 * @param progress for a line when a build waits for another one
 * @param pause between two attempts
 */
record DownloadLocks(Path folder, Progress progress, ProcessLock.Pause pause) {

    /** Longest wait for another process; after that the file is downloaded twice, which is safe. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int NAME_DIGITS = 3;

    static DownloadLocks in(Path folder, Progress progress) {
        return new DownloadLocks(folder, progress, time -> Thread.sleep(time.toMillis()));
    }

    /**
     * Runs work under the lock of a file. A few different keys share a lock; this cannot cause a deadlock, because no
     * thread takes two locks.
     *
     * @param key hash or URL of the file
     * @param name of the file, for messages
     */
    <T> T locked(String key, String name, ProcessLock.Work<T> work) throws IOException {
        return new ProcessLock(folder.resolve(fileName(key)), LONGEST, new Waits(name, progress), progress, pause)
                .run(work);
    }

    static String fileName(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_DIGITS);
    }

    private record Waits(String name, Progress progress) implements ProcessLock.Waits {

        @Override
        public void begin() {
            progress.step("Waiting for another build that downloads `" + name + "`");
        }

        @Override
        public void end() {
            progress.warning("Another build has been downloading `" + name + "` for more than " + LONGEST.toMinutes()
                    + " minutes; it is downloaded here, too");
        }
    }
}
