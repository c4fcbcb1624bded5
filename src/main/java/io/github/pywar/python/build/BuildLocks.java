package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks that allow one build of the same source code at a time among all processes that share a cache. Threads of this
 * process use a lock in memory. Processes use a file lock, which the system releases even if its holder is killed.
 *
 * @param folder the folder of the lock files; it need not exist
 * @param longest limit of a wait; after that the source code is built twice, which is safe. The limit also ends the wait
 *     of two builds that require each other
 * @param progress for a line when a build waits
 */
record BuildLocks(Path folder, Duration longest, Progress progress) {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    /** Work that runs under a lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Runs work under a lock.
     *
     * @param key of the build, in letters that file names can have
     * @param name of the source code, for messages
     */
    <T> T locked(String key, String name, Work<T> work) throws IOException {
        Path file = folder.resolve(key + ".lock");
        ReentrantLock ofThreads = OF_THIS_PROCESS.computeIfAbsent(file, unknown -> new ReentrantLock());
        boolean isHeld = false;
        try {
            isHeld = ofThreads.tryLock() || waitFor(ofThreads, name);
            return isHeld ? lockedByProcess(file, name, work) : work.run();
        } finally {
            if (isHeld) {
                ofThreads.unlock();
            }
        }
    }

    private <T> T lockedByProcess(Path file, String name, Work<T> work) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            acquire(channel, name); // closing the channel releases the lock
            return work.run();
        }
    }

    private boolean waitFor(ReentrantLock lock, String name) throws InterruptedIOException {
        progress.step("Waiting for another build of `" + name + "`");
        try {
            return lock.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Acquires the lock. It returns without one after the longest wait, or if the file system has no locks. */
    private void acquire(FileChannel channel, String name) throws IOException {
        for (Duration waited = Duration.ZERO; waited.compareTo(longest) < 0; waited = waited.plus(STEP)) {
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
                progress.step("Waiting for another build of `" + name + "`");
            }
            sleep();
        }
    }

    private static void sleep() throws InterruptedIOException {
        try {
            Thread.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for another build");
    }
}
