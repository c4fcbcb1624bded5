package io.github.pywar.python.build;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Process that runs code of a build backend. Its output is appended to a log file. It ends with all its descendants when
 * the time limit is over, and when this process ends, even if it is killed.
 *
 * @param python runs the supervising script
 * @param script the supervising script, {@code supervise.py}
 * @param isolation from the network
 */
record BackendProcess(Path python, Path script, NetworkIsolation isolation) {

    /** Status of a process that was ended because of its time limit. */
    static final int TIMED_OUT = -1;

    /** Status of a process that was ended because the log was full. */
    static final int LOG_FULL = -2;

    private static final long GRACE_SECONDS = 10;

    /**
     * Runs a command to its end.
     *
     * @param command with the absolute path of its program
     * @param variables all variables of its environment
     * @param log the file that receives its output
     * @return its exit status, {@link #TIMED_OUT} or {@link #LOG_FULL}
     */
    int run(List<String> command, BuildVariables variables, Path directory, Path log, Duration timeout)
            throws IOException {
        List<String> supervised = new ArrayList<>(isolation.command());
        supervised.addAll(List.of(python.toString(), "-I", "-S", script.toString()));
        supervised.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(supervised).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables.values());
        Process process = builder.start();
        ProcessLog output = ProcessLog.start(process, log);
        int status;
        try {
            status = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a build backend was running");
        } finally {
            end(process);
        }
        return output.isFull() ? LOG_FULL : status;
    }

    /** Closing the input makes the supervising script end all processes. */
    private static void end(Process process) throws IOException {
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
