package io.github.pywar.base.lock;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lock file, for work that only one build may do at a time. Threads of this process use a lock in memory. Processes use a
 * lock of the file system, which releases it even if its holder is killed. Where the file system has no locks, the work
 * runs without one, after a warning.
 *
 * @param file the lock file; its folder need not exist
 * @param longest limit of a wait
 * @param waits receives what the user must know of a wait
 * @param progress receives the warning about a file system without locks
 * @param pause between two attempts
 */
public record ProcessLock(Path file, Duration longest, Waits waits, Progress progress, Pause pause) {

    /** Time between two attempts. */
    public static final Duration STEP = Duration.ofMillis(100);

    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    /** A build warns once of each folder. */
    private static final Set<Path> WITHOUT_LOCKS = ConcurrentHashMap.newKeySet();

    public ProcessLock {
        file = file.toAbsolutePath().normalize();
    }

    /** Work that runs under a lock. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work. */
        T run() throws IOException;
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    public interface Pause {
        /** Waits that long. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** Receiver of waits. */
    public interface Waits {

        /** Reports that another process holds the lock. */
        void begin();

        /** Reports that another thread of this process holds the lock. */
        default void beginInProcess() {}

        /** Reports the end of the longest wait. The work then runs without the lock, unless this throws an exception. */
        void end();
    }

    /** Returns the lock of a file. */
    public static ProcessLock of(Path file, Duration longest, Waits waits, Progress progress) {
        return new ProcessLock(file, longest, waits, progress, time -> Thread.sleep(time.toMillis()));
    }

    /** Runs work under the lock. */
    public <T> T run(Work<T> work) throws IOException {
        OF_THIS_PROCESS.putIfAbsent(file, new ReentrantLock());
        ReentrantLock ofThreads = OF_THIS_PROCESS.get(file);
        if (!isAcquired(ofThreads)) {
            waits.end();
            return work.run();
        }
        try (FileChannel channel = open()) {
            if (channel != null) {
                acquire(channel); // closing the channel releases the lock
            }
            return work.run();
        } finally {
            ofThreads.unlock();
        }
    }

    private boolean isAcquired(ReentrantLock lock) throws InterruptedIOException {
        if (lock.tryLock()) {
            return true;
        }
        waits.beginInProcess();
        try {
            return lock.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** @return null if the folder cannot have lock files: the work then reports the fault, if it is one */
    private FileChannel open() {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException noFile) {
            warn(noFile);
            return null;
        }
    }

    private void acquire(FileChannel channel) throws IOException {
        for (Duration waited = Duration.ZERO; waited.compareTo(longest) < 0; waited = waited.plus(STEP)) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // another copy of this class, in another class loader, has the lock
            } catch (IOException noLocks) {
                warn(noLocks);
                return;
            }
            if (waited.isZero()) {
                waits.begin();
            }
            sleep();
        }
        waits.end();
    }

    private void warn(IOException why) {
        if (WITHOUT_LOCKS.add(file.getParent())) {
            progress.warning("Cannot lock `" + file + "`: " + why.getMessage()
                    + ". Do not run other builds with this folder at the same time");
        }
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
        return new InterruptedIOException("interrupted while waiting for another build");
    }
}
