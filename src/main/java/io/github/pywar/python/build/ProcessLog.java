package io.github.pywar.python.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writer of the output of a process into a log file with a size limit. At the limit it closes the process's input. */
final class ProcessLog {

    /** In bytes. */
    static final long LARGEST = 64L << 20;

    private static final int BUFFER = 1 << 16;
    private static final long GRACE_MILLISECONDS = 10_000;

    private final Process process;
    private final Path log;
    private final Thread writer;
    private volatile boolean isFull;
    private volatile IOException failure;

    private ProcessLog(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.writer = new Thread(this::write, "build-log");
        this.writer.setDaemon(true);
    }

    /** Starts to append the output of a process to a file. */
    static ProcessLog start(Process process, Path log) {
        ProcessLog started = new ProcessLog(process, log);
        started.writer.start();
        return started;
    }

    private void write() {
        try (InputStream in = process.getInputStream();
                OutputStream out = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long left = LARGEST - Files.size(log);
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0 && !isFull; length = in.read(buffer)) {
                isFull = length > left;
                out.write(buffer, 0, (int) Math.max(0, Math.min(length, left)));
                left -= length;
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            closeInput();
        }
    }

    /** The supervising script ends all processes when its input is closed. */
    private void closeInput() {
        if (isFull || failure != null) {
            try {
                process.getOutputStream().close();
            } catch (IOException ended) {
                return;
            }
        }
    }

    /**
     * Waits for the end of the output of an ended process.
     *
     * @return whether the file reached its limit
     * @throws IOException if the file cannot be written
     */
    boolean isFull() throws IOException {
        try {
            writer.join(GRACE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the log of a build was written");
        }
        if (failure != null) {
            throw failure;
        }
        return isFull;
    }
}
