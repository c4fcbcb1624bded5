package io.github.pywar.app.testrun;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.python.interpreter.SupervisedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Process that runs tests.
 *
 * @param command with its arguments
 * @param variables all environment variables
 * @param directory the working directory
 * @param log file for the output of tests and tools
 * @param timeout of the complete run
 */
record TestProcess(
        VirtualEnvironment environment,
        List<String> command,
        Map<String, String> variables,
        Path directory,
        Path log,
        Duration timeout) {

    /** Longest time to read what a process wrote before its end. */
    private static final long GRACE_MILLIS = 5_000;

    private static final int LONGEST_LOG = 16 << 20;

    /**
     * End of the process.
     *
     * @param status its exit status, or {@link SupervisedProcess#TIMED_OUT}
     * @param log file of its output
     */
    record Ended(int status, Path log, Duration timeout) {}

    /** Runs the process to its end. */
    Ended run(TestEvents events) throws IOException {
        Path python = environment.base().executable();
        Thread results;
        Thread output;
        int status;
        try (SupervisedProcess process = SupervisedProcess.start(python, command, variables, directory)) {
            results = reader("test-results", () -> read(process.output(), events));
            output = reader("test-output", () -> copy(process.errors()));
            status = process.waitFor(timeout);
        }
        join(results);
        join(output);
        return new Ended(status, log, timeout);
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    private static Thread reader(String name, Reading reading) {
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (IOException closed) {
                        return; // the process has ended
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream in, TestEvents events) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.accept(line);
            }
        }
    }

    /** A longer output is read, so that the process does not wait, and not written. */
    private void copy(InputStream in) throws IOException {
        try (OutputStream out = Files.newOutputStream(log)) {
            byte[] buffer = new byte[8192];
            long written = 0;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (written < LONGEST_LOG) {
                    out.write(buffer, 0, length);
                    written += length;
                }
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
