package io.github.pywar.app.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Server process below a supervising script. The script ends the server and all its descendants when its input is closed:
 * by {@link #close()}, or because this process ends, even if it is killed.
 */
final class SupervisedProcess implements AutoCloseable {

    /** Exit status of the script if another build runs a server with the same record. */
    static final int IN_USE = 96;

    /** Exit status of the script if it has ended the server. */
    private static final int STOPPED = 97;

    private static final String SCRIPT = "supervise.py";

    /** More than the script allows the server: it ends the server by force after 10 s. */
    private static final long GRACE_SECONDS = 20;

    private final Process process;
    private final Thread hook;

    private SupervisedProcess(Process process) {
        this.process = process;
        this.hook = new Thread(this::end, "pywar-server-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a server.
     *
     * @param python runs the script and the server
     * @param pidFile records the process of the server
     * @param log receives the output; an earlier log is replaced
     */
    static SupervisedProcess start(
            Path python, List<String> arguments, Map<String, String> environment, Path pidFile, Path log)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c", script(), pidFile.toString()));
        command.add(python.toString());
        command.addAll(arguments);
        Path folder = Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new SupervisedProcess(builder.start());
    }

    private static String script() throws IOException {
        try (InputStream in = SupervisedProcess.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether the closed process has run until it was closed. */
    boolean wasStopped() {
        return status() == STOPPED;
    }

    /** Returns the exit status of the ended server. */
    int status() {
        return process.exitValue();
    }

    /** Ends the server and its descendants, and waits for their end. */
    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            return; // the hook of this process does the same now
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while a server ended");
        }
    }

    private void end() {
        List<ProcessHandle> family = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // the script has ended already
        }
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
