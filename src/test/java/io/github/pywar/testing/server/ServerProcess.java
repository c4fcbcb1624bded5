package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Running server with its own process group: closing ends exactly the processes that it started, also workers without a
 * parent.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(one -> one.signal("KILL"))));
    }

    private final Process process;
    private final Path logFile;
    private final URI uri;

    ServerProcess(Process process, Path logFile, URI uri) {
        this.process = process;
        this.logFile = logFile;
        this.uri = uri;
        RUNNING.add(this);
    }

    /** Returns the URI of the server, which ends in {@code /}. */
    public URI uri() {
        return uri;
    }

    /** Returns the answer to a GET of that path, relative to {@link #uri()}. */
    public HttpReply get(String path) throws IOException {
        return HttpReply.get(uri.resolve(path));
    }

    /** Returns the id of the started process: the master if the server has one. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the started process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns all output until now, and the error log. */
    public String log() {
        try {
            return new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the server has ended by itself.
     *
     * @return its exit code
     */
    public int awaitEnd(Duration patience) {
        await("it to end", patience, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Polls until the condition is true. Fails with the log at the deadline. */
    public void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what + "\n" + log());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Waits for any answer at {@link #uri()}. Fails at once, with the log, if the server ends first. */
    ServerProcess awaitAnswer(Duration patience) {
        await("an answer at " + uri, patience, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + " before it answered\n" + log());
            }
            return answers();
        });
        return this;
    }

    /** Sends a signal, by name without {@code SIG}, to the process group. */
    public void signal(String name) {
        signal(name, -process.pid());
    }

    /** Sends a signal, by name without {@code SIG}, to one process. A process that has ended is no error. */
    public static void signal(String name, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"$1\" 2>/dev/null", name, Long.toString(pid))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        signal("TERM", process.pid());
        try {
            process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signal("KILL");
        RUNNING.remove(this);
    }

    /**
     * Returns whether the server is ready. With its own certificate it is ready when it accepts connections, because
     * only its test trusts the certificate.
     */
    private boolean answers() {
        try {
            if (uri.getScheme().equals("https")) {
                new Socket(uri.getHost(), uri.getPort()).close();
            } else {
                HttpReply.get(uri);
            }
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
