package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks that allow one download of a file at a time among all builds that share a store. Threads of this process use a
 * lock in memory. Processes use a file lock, which the system releases even if its holder is killed.
 *
 * @param folder the folder of the lock files; it need not exist
 * @param progress for a line when a build waits for another one
 * @param pause between two attempts
 */
record DownloadLocks(Path folder, Progress progress, Pause pause) {

    /** Longest wait for another process; after that the file is downloaded twice, which is safe. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    static final Duration STEP = Duration.ofMillis(100);

    private static final int NAME_DIGITS = 3;
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** Work that runs under a lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

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
    <T> T locked(String key, String name, Work<T> work) throws IOException {
        Path file = folder.resolve(fileName(key));
        ReentrantLock ofThreads =
                OF_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath(), unknown -> new ReentrantLock());
        try {
            ofThreads.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try (FileChannel channel = open(file)) {
            if (channel != null) {
                acquire(channel, name); // closing the channel releases the lock
            }
            return work.run();
        } finally {
            ofThreads.unlock();
        }
    }

    static String fileName(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_DIGITS);
    }

    /** @return null if the store's folder cannot have lock files: the download then reports the fault */
    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException noLocks) {
            return null;
        }
    }

    /** Acquires the lock. It returns without one after the longest wait, or if the file system has no locks. */
    private void acquire(FileChannel channel, String name) throws IOException {
        for (Duration waited = Duration.ZERO; waited.compareTo(LONGEST) < 0; waited = waited.plus(STEP)) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // another copy of this class, in another class loader, has the lock
            } catch (IOException noLocks) {
                return;
            }
            if (waited.isZero()) {
                progress.step("Waiting for another build that downloads `" + name + "`");
            }
            sleep();
        }
        progress.warning("Another build has been downloading `" + name + "` for more than " + LONGEST.toMinutes()
                + " minutes; it is downloaded here, too");
    }

    private void sleep() throws InterruptedIOException {
        try {
            pause.sleep(STEP);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for another download");
    }
}
