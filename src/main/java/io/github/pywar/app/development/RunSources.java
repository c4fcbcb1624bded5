package io.github.pywar.app.development;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;

/** Development server: serves the sources until the user quits, and starts again when they change. */
public final class RunSources {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** An editor writes several files, or one file in several steps: changes are complete after such a pause. */
    private static final long SETTLING_MILLIS = 30;

    /** An application that writes among its sources all the time must not keep the keys from being read. */
    private static final int MOST_ROUNDS = 25;

    /** Scans of many files use about a twentieth of the time. */
    private static final int SHARE = 20;

    private static final Duration MAX_INTERVAL = Duration.ofMillis(500);

    private final DevelopmentRequest request;
    private final Progress progress;
    private final WatchedFiles files;
    private final ProjectTests tests;
    private final DevelopmentWorker worker;
    private SourceSnapshot seen;
    private ReloadedServer server;
    private boolean isEndReported;

    /** @param progress receives messages; the output of the application goes to the standard output */
    public RunSources(DevelopmentRequest request, Progress progress) throws IOException {
        this.request = request;
        this.progress = progress;
        this.tests = new ProjectTests(request, progress);
        this.files = tests.files();
        this.worker = new DevelopmentWorker(request);
        this.seen = files.scan();
    }

    /**
     * Serves the application until the user quits.
     *
     * @throws UserException if the server cannot run at all; an error of the application is only reported
     */
    public void run() throws IOException {
        request.options().address().checkFree();
        try (KeyInput keys = KeyInput.open(request.options().isInteractive())) {
            progress.step("Serving `" + request.entry() + "` from " + request.directory()
                    + (keys.isTerminal() ? "; keys: r restarts, t runs the tests, q quits" : "; Ctrl-C quits"));
            server = worker.start();
            serve(keys);
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    private void serve(KeyInput keys) throws IOException {
        Duration interval = INTERVAL;
        while (true) {
            Optional<Character> key = keys.poll(interval);
            if (key.isPresent() && key.get() == 'q') {
                return;
            }
            if (key.isPresent()) {
                press(key.get());
            }
            long begin = System.nanoTime();
            SourceSnapshot now = files.scan();
            interval = interval(System.nanoTime() - begin);
            if (!now.equals(seen)) {
                update(settled(now));
            }
            reportEnd();
        }
    }

    private static Duration interval(long scanNanos) {
        long millis = Duration.ofNanos(scanNanos * SHARE).toMillis();
        return Duration.ofMillis(Math.max(INTERVAL.toMillis(), Math.min(millis, MAX_INTERVAL.toMillis())));
    }

    private SourceSnapshot settled(SourceSnapshot first) throws IOException {
        SourceSnapshot last = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            pause();
            SourceSnapshot now = files.scan();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files changed");
        }
    }

    private void press(char key) throws IOException {
        if (key == 'r') {
            restart("restart requested", List.of());
        } else if (key == 't') {
            tests.runAll();
        }
    }

    private void update(SourceSnapshot now) throws IOException {
        SortedSet<Path> changed = now.changedSince(seen);
        seen = now;
        if (changed.stream().anyMatch(file -> !tests.isOfTests(file))) {
            restart(shown(changed), changed);
        } else {
            StaleBytecode.delete(changed);
        }
        if (request.options().isTestingContinuously()) {
            tests.runAffected(now, changed);
        }
    }

    private String shown(Collection<Path> changed) {
        Path first = changed.iterator().next();
        String name = first.startsWith(request.directory())
                ? request.directory().relativize(first).toString()
                : first.toString();
        return name + (changed.size() > 1 ? " and " + (changed.size() - 1) + " more" : "") + " changed";
    }

    private void restart(String why, Collection<Path> changed) throws IOException {
        progress.step("Restart: " + why);
        StaleBytecode.delete(changed);
        server.restart();
        isEndReported = false;
    }

    private void reportEnd() throws IOException {
        OptionalInt status = isEndReported ? OptionalInt.empty() : server.status();
        if (status.isPresent()) {
            isEndReported = true;
            worker.check(status.getAsInt());
            progress.warning("The application ended with status " + status.getAsInt()
                    + ". It starts again when a file changes.");
        }
    }
}
