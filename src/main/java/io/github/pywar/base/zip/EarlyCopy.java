package io.github.pywar.base.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Copy of a part of a file to its place in another file, in a thread of its own. The bytes are on their way to the disk while
 * the caller computes what belongs in front of them.
 *
 * <p>The source stays open until {@link #close()}. If the target has replaced it by then, the system frees its space in that
 * thread. Otherwise the rename would do this, which takes as long as the copy.
 */
final class EarlyCopy implements AutoCloseable {

    /** A system without these attributes, such as Windows, cannot replace an open file. */
    private static final String CAN_REPLACE_OPEN_FILES = "posix";

    private final FileChannel source;
    private final FutureTask<Void> copy;
    private final CountDownLatch closed = new CountDownLatch(1);

    private EarlyCopy(FileChannel source, FutureTask<Void> copy) {
        this.source = source;
        this.copy = copy;
    }

    /**
     * Starts the copy.
     *
     * @param from in the source
     * @param target existing file
     * @param position in the target
     */
    static EarlyCopy start(Path file, long from, long length, Path target, long position) throws IOException {
        FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
        EarlyCopy early = new EarlyCopy(source, new FutureTask<>(() -> {
            copy(source, from, length, target, position);
            return null;
        }));
        if (!file.getFileSystem().supportedFileAttributeViews().contains(CAN_REPLACE_OPEN_FILES)) {
            early.closed.countDown();
        }
        Thread thread = new Thread(early::run, "pywar-copy");
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    private static void copy(FileChannel source, long from, long length, Path target, long position)
            throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
            out.position(position);
            long end = from + length;
            for (long at = from; at < end; ) {
                long more = source.transferTo(at, end - at, out);
                if (more <= 0) {
                    throw new EOFException("the last archive became shorter while it was read");
                }
                at += more;
            }
            out.force(false);
        }
    }

    private void run() {
        try (source) {
            copy.run();
            closed.await();
        } catch (IOException | InterruptedException unimportant) {
            return; // the copy is complete, or its failure is kept
        }
    }

    /** Waits for the end of the copy. */
    void await() throws IOException {
        try {
            copy.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException broken ? broken : new IOException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        copy.cancel(true);
        closed.countDown();
    }
}
