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
 * One download of a file at a time among all builds that share a store: among the modules of this process by a lock in
 * memory, among processes by a lock of a file, which the system frees when its holder ends, however it ends.
 *
 * @param folder of the lock files; created when it is needed
 * @param progress gets a line when a build waits for another one
 * @param pause how to wait
 */
record DownloadLocks(Path folder, Progress progress, Pause pause) {

    /** So long another process is waited for; after that the file is downloaded twice, which does no harm. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    static final Duration STEP = Duration.ofMillis(100);

    private static final int NAME_DIGITS = 3;
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** What is done by one at a time. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static DownloadLocks in(Path folder, Progress progress) {
        return new DownloadLocks(folder, progress, time -> Thread.sleep(time.toMillis()));
    }

    /**
     * @param key of the file: its sum or its URL; few different keys have one lock, and no thread has two locks
     * @param name of the file, for messages
     */
    <T> T alone(String key, String name, Work<T> work) throws IOException {
        Path file = folder.resolve(place(key));
        ReentrantLock mine = OF_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath(), unknown -> new ReentrantLock());
        try {
            mine.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try (FileChannel channel = open(file)) {
            if (channel != null) {
                acquire(channel, name); // closing the channel releases the lock
            }
            return work.run();
        } finally {
            mine.unlock();
        }
    }

    static String place(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_DIGITS);
    }

    /** @return null where the store's folder cannot have lock files: the download shows what is wrong with it */
    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException noLocks) {
            return null;
        }
    }

    /** Returns without the lock after the longest wait, and where the file system has no locks. */
    private void acquire(FileChannel channel, String name) throws IOException {
        for (Duration waited = Duration.ZERO; waited.compareTo(LONGEST) < 0; waited = waited.plus(STEP)) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // by another copy of this class, which another class loader has
            } catch (IOException noLocks) {
                return;
            }
            if (waited.isZero()) {
                progress.step("Waiting for another build that downloads `" + name + "`");
            }
            sleep();
        }
        progress.warning("Another build has been downloading `" + name + "` for more than " + LONGEST.toMinutes()
                + " minutes; it is downloaded here as well");
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
