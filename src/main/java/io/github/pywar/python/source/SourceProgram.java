package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Program of a version control system. It has no input, so it cannot ask for a password, and it ends at the latest after
 * the timeout.
 *
 * @param name of the program on the PATH
 * @param removed variables that it does not inherit
 * @param added variables that it gets in addition
 */
record SourceProgram(String name, Set<String> removed, Map<String, String> added) {

    private static final int KEPT = 16 << 20;
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    SourceProgram {
        removed = Set.copyOf(removed);
        added = Map.copyOf(added);
    }

    /**
     * Result of a run.
     *
     * @param status its exit status
     * @param output its standard output
     * @param errors its error output
     */
    record Finished(int status, String output, String errors) {

        boolean isSuccess() {
            return status == 0;
        }
    }

    /** @throws UserException if the machine does not have the program, or it does not end in time */
    Finished run(Path folder, Duration timeout, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectInput(NOTHING);
        builder.environment().keySet().removeAll(removed);
        builder.environment().putAll(added);
        return finish(start(builder), timeout);
    }

    private Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (!builder.directory().isDirectory()) {
                throw e;
            }
            UserException missing = UserException.of("Cannot run `" + name + "`: this machine does not have it")
                    .hint("install `" + name + "`, or require an archive of the source code instead of a repository");
            missing.initCause(e);
            throw missing;
        }
    }

    private Finished finish(Process process, Duration timeout) throws IOException {
        Collected output = new Collected(process.getInputStream(), name + "-output");
        Collected errors = new Collected(process.getErrorStream(), name + "-errors");
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw UserException.of("`" + name + "` did not end within " + timeout.toSeconds() + " seconds")
                        .hint("check the network and the server of the repository, and run the build again");
            }
            return new Finished(process.exitValue(), output.text(), errors.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for " + name + " was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Output of a process, read by a thread of its own. Only its begin is kept. */
    private static final class Collected {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;

        private Collected(InputStream in, String thread) {
            reader = new Thread(() -> read(in), thread);
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            byte[] buffer = new byte[1 << 13];
            try (in) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    synchronized (bytes) {
                        bytes.write(buffer, 0, Math.min(length, KEPT - bytes.size()));
                    }
                }
            } catch (IOException ended) {
                return;
            }
        }

        private String text() throws InterruptedException {
            reader.join(GRACE.toMillis());
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
