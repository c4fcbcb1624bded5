package io.github.pywar.app.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Server process below a supervising script. The script requests the end of the server, and then ends all its descendants,
 * when its input is closed: by {@link #close()}, or because this process ends, even if it is killed.
 */
public final class SupervisedServer implements AutoCloseable {

    /** Exit status of the script if another build runs a server with the same record. */
    static final int IN_USE = 96;

    /** Exit status of the script if it has ended the server. */
    private static final int STOPPED = 97;

    private static final String SCRIPT = "supervise.py";

    /** More than the script allows the server. */
    private static final long MORE_SECONDS = 15;

    private final Process process;
    private final long seconds;
    private final Thread hook;

    private SupervisedServer(Process process, long seconds) {
        this.process = process;
        this.seconds = seconds;
        this.hook = new Thread(this::end, "pywar-server-end");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            end();
        }
    }

    /** Starts a server. */
    public static SupervisedServer start(ServerCommand command) throws IOException {
        List<String> words = new ArrayList<>(List.of("-c", script()));
        words.add(command.pidFile().map(Path::toString).orElse(""));
        words.add(String.valueOf(command.grace().toMillis()));
        words.add(command.python().toString());
        words.addAll(command.arguments());
        return start(command, words);
    }

    /**
     * Starts a server below another supervising script, which ends when its input is closed.
     *
     * @param arguments of the Python that runs the script
     */
    public static SupervisedServer start(ServerCommand command, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.python().toString(), "-I", "-S"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectOutput(
                        command.log().map(Path::toFile).map(Redirect::to).orElse(Redirect.INHERIT));
        if (command.log().isPresent()) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(Redirect.INHERIT);
        }
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        return new SupervisedServer(builder.start(), command.grace().toSeconds() + MORE_SECONDS);
    }

    /** Returns the supervising script. */
    public static String script() throws IOException {
        try (InputStream in = SupervisedServer.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a line to the supervising script, as the one of the development server reads it. */
    public void send(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Returns whether the server has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether the closed server has run until it was closed. */
    boolean wasStopped() {
        return status() == STOPPED;
    }

    /** Returns the exit status of the ended server; 128 and the number of the signal that ended it. */
    public int status() {
        return process.exitValue();
    }

    /** Ends the server and its descendants, and waits for their end. */
    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isEnding) {
            return; // the hook does the same now
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while a server ended");
        }
    }

    private void end() {
        List<ProcessHandle> family = process.descendants().toList();
        try {
            process.getOutputStream().close();
            process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (IOException ended) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
