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

/** One process of a Python: its output is gathered as it comes; closing it ends it and all that it started. */
public final class PythonRun implements AutoCloseable {

    /** The status of a process that was ended because it took too long. */
    public static final int TOOK_TOO_LONG = -1;

    /** Characters of the output: of a longer one, the end is kept. */
    static final int KEPT = 1 << 20;

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final boolean ON_WINDOWS = File.separatorChar == '\\';
    private static final File NOTHING = new File(ON_WINDOWS ? "NUL" : "/dev/null");

    /** Code of an application then types nothing into the terminal of the build. Windows has no sessions of that kind. */
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
        this.reader = new Thread(this::gather, "python-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What a process left.
     *
     * @param status its exit status, or {@link #TOOK_TOO_LONG}
     * @param output what it wrote, errors among it
     */
    public record Outcome(int status, String output) {

        /** @return whether it says that all went well */
        public boolean isSuccess() {
            return status == 0;
        }
    }

    /**
     * Starts a program with the environment of this process.
     *
     * @return a new process of that file, not yet awaited; {@code PYTHON…} variables do not reach it
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
     * Starts a Python that runs code of others: in a session of its own, with that environment and no other variable.
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

    /** @return whether it still runs */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return what it has written so far, errors among it */
    public String output() {
        return output.toString();
    }

    /** Waits for its end; ends it when that takes longer than {@code limit}. */
    public Outcome finish(Duration limit) throws IOException {
        try (this) {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                reader.join(GRACE.toMillis());
            }
            return new Outcome(ended ? process.exitValue() : TOOK_TOO_LONG, output());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Ends it as {@link #close} does.
     *
     * @return all that it wrote, its last words among it
     */
    public String end() throws IOException {
        close();
        return output();
    }

    /** Ends it, politely first. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> family = process.descendants().toList();
        process.toHandle().destroy(); // Process.destroy() would close the output, and its last words with it
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

    private void gather() {
        char[] buffer = new char[8192];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                output.append(buffer, 0, length);
                output.delete(0, Math.max(0, output.length() - KEPT));
            }
        } catch (IOException e) {
            output.append("\n[output broken off: ").append(e.getMessage()).append("]\n");
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("waiting for Python was interrupted");
    }
}
