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
 * A running server: a process group of its own, so that closing ends exactly what it started, also workers whose
 * parent is gone.
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

    /** @return where it answers, ending in {@code /} */
    public URI uri() {
        return uri;
    }

    /** @return the answer to a GET of that path, relative to {@link #uri()} */
    public HttpReply get(String path) throws IOException {
        return HttpReply.get(uri.resolve(path));
    }

    /** @return the process that was started: the master where the server has one */
    public long pid() {
        return process.pid();
    }

    /** @return whether the process that was started still runs */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return all that it has written until now, to its output and its error log */
    public String log() {
        try {
            return new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. @return its exit code */
    public int awaitEnd(Duration patience) {
        await("it to end", patience, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Waits, looking again and again, until that is so; fails with the log at the deadline. */
    public void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what + "\n" + log());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Waits until it answers anything at all at {@link #uri()}; fails at once, with the log, when it ends first. */
    ServerProcess awaitAnswer(Duration patience) {
        await("an answer at " + uri, patience, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + " before it answered\n" + log());
            }
            return answers();
        });
        return this;
    }

    /** Sends a signal, by name without {@code SIG}, to the whole group. */
    public void signal(String name) {
        signal(name, -process.pid());
    }

    /** Sends a signal, by name without {@code SIG}, to one process; a process that is gone is no error. */
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

    /** A server with a certificate of its own is there when it takes connections: only its test trusts it. */
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
