package io.github.pywar.app.development;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keys that the user presses on the terminal of this process. The terminal delivers each key at once, without echo, until
 * this object is closed or the process ends. Without a terminal there are no keys.
 */
final class KeyInput implements AutoCloseable {

    private static final long SECONDS = 10;

    private final Optional<String> settings;
    private final BlockingQueue<Character> keys = new LinkedBlockingQueue<>();
    private final Thread hook = new Thread(this::restore, "pywar-terminal-restore");

    private KeyInput(Optional<String> settings) {
        this.settings = settings;
    }

    /** @param isInteractive whether keys are read at all; Maven's batch mode reads none */
    static KeyInput open(boolean isInteractive) throws IOException {
        KeyInput input = new KeyInput(isInteractive ? stty("-g") : Optional.empty());
        if (input.isTerminal()) {
            Runtime.getRuntime().addShutdownHook(input.hook);
            stty("-icanon", "-echo", "min", "1");
            Thread reader = new Thread(input::read, "pywar-keys");
            reader.setDaemon(true);
            reader.start();
        }
        return input;
    }

    /** Returns whether this process has a terminal that sends keys. */
    boolean isTerminal() {
        return settings.isPresent();
    }

    /** Waits for a key, at most that long. */
    Optional<Character> poll(Duration limit) throws IOException {
        try {
            return Optional.ofNullable(keys.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a key");
        }
    }

    private void read() {
        try {
            for (int key = System.in.read(); key >= 0; key = System.in.read()) {
                keys.add((char) key);
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() {
        restore();
        if (isTerminal()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException isEnding) {
                return;
            }
        }
    }

    private void restore() {
        settings.ifPresent(KeyInput::stty);
    }

    /** Returns what stty prints; empty if the input is not a terminal, or if this system has no such program. */
    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.to(new File("/dev/null")))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean isDone = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return isDone ? Optional.of(output) : Optional.empty();
        } catch (IOException noProgram) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
