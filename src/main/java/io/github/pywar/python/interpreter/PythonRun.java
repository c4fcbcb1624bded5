package io.github.pywar.python.interpreter;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Process of a Python. Its output is collected while it runs; closing it ends it and all its descendants. */
public final class PythonRun implements AutoCloseable {

    /** Status of a process that was ended because of its timeout. */
    public static final int TIMED_OUT = -1;

    /** Limit of the output, in characters: the end of a longer output is kept. */
    static final int KEPT = 1 << 20;

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final boolean ON_WINDOWS = File.separatorChar == '\\';
    private static final File NOTHING = new File(ON_WINDOWS ? "NUL" : "/dev/null");

    /**
     * Moves the process into its own session: code of an application then cannot inject input into the terminal of the
     * build. Windows has no such sessions.
     */
    private static final String IN_OWN_SESSION = """
            import os, sys
            os.setsid()
            os.execv(sys.executable, [sys.executable] + sys.argv[1:])
            """;

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    private PythonRun(Process process) {
        this.process = process;
        this.reader = new Thread(this::collect, "python-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Result of a process.
     *
     * @param status its exit status, or {@link #TIMED_OUT}
     * @param output its standard output and error output, in order
     */
    public record Outcome(int status, String output) {

        /** @return whether the exit status is 0 */
        public boolean isSuccess() {
            return status == 0;
        }
    }

    /**
     * Starts a program with the environment of this process, but without its {@code PYTHON…} variables.
     *
     * @return the new process, which the caller closes
     */
    public static PythonRun of(Path executable, List<String> arguments, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = builder(executable, arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().putAll(environment);
        return new PythonRun(builder.start());
    }

    /**
     * Starts a Python that runs untrusted code: in its own session, with that environment and no other variable.
     *
     * @param directory the working directory
     */
    static PythonRun isolated(Path python, List<String> arguments, CleanEnvironment environment, Path directory)
            throws IOException {
        List<String> all = new ArrayList<>(ON_WINDOWS ? List.of() : List.of("-I", "-S", "-c", IN_OWN_SESSION));
        all.addAll(arguments);
        ProcessBuilder builder = builder(python, all).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        return new PythonRun(builder.start());
    }

    private static ProcessBuilder builder(Path executable, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectInput(NOTHING);
    }

    /** @return whether it is still running */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return its output so far, with the error output */
    public String output() {
        return output.toString();
    }

    /** Waits for its end; ends it after the timeout. */
    public Outcome finish(Duration timeout) throws IOException {
        try (this) {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                reader.join(GRACE.toMillis());
            }
            return new Outcome(ended ? process.exitValue() : TIMED_OUT, output());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Ends it as {@link #close} does.
     *
     * @return all its output, including that while it ended
     */
    public String end() throws IOException {
        close();
        return output();
    }

    /** Ends it: with a request to end, and after five seconds by force. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        process.toHandle().destroy(); // Process.destroy() would close the output, and lose its last lines
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            family.forEach(ProcessHandle::destroyForcibly);
            reader.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted();
        }
    }

    private void collect() {
        char[] buffer = new char[8192];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                output.append(buffer, 0, length);
                output.delete(0, Math.max(0, output.length() - KEPT));
            }
        } catch (IOException e) {
            output.append("\n[output incomplete: ").append(e.getMessage()).append("]\n");
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("waiting for Python was interrupted");
    }
}
