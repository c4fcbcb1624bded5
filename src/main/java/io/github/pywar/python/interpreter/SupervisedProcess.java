package io.github.pywar.python.interpreter;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Process that ends with all its descendants when it is closed, and when this process ends, even if it is killed. A
 * supervising Python starts it in a session of its own, without input.
 */
public final class SupervisedProcess implements AutoCloseable {

    /** Status of a process that was ended because of its time limit. */
    public static final int TIMED_OUT = -1;

    private static final long GRACE_SECONDS = 10;

    private final Process process;

    private SupervisedProcess(Process process) {
        this.process = process;
    }

    /** Returns the text of the supervising script. */
    public static String script() throws IOException {
        try (InputStream in = SupervisedProcess.class.getResourceAsStream("supervise.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Starts a command.
     *
     * @param python runs the supervising script
     * @param command with the absolute path of its program
     * @param variables all variables of its environment
     * @param directory the working directory
     */
    public static SupervisedProcess start(
            Path python, List<String> command, Map<String, String> variables, Path directory) throws IOException {
        List<String> supervised = new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c", script()));
        supervised.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(supervised).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return new SupervisedProcess(builder.start());
    }

    /** Returns the standard output of the command. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** Returns the error output of the command. */
    public InputStream errors() {
        return process.getErrorStream();
    }

    /**
     * Waits for its end.
     *
     * @return its exit status, 128 and the number of the signal that ended it, or {@link #TIMED_OUT}
     */
    public int waitFor(Duration limit) throws IOException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a process was running");
        }
    }

    /** Ends all processes: closing the input makes the supervising script do so. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        process.getOutputStream().close();
        boolean isInterrupted = Thread.interrupted();
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
