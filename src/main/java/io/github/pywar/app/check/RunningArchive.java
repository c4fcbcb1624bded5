package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.CleanEnvironment;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Archive that runs for one request, on a free port of the loopback address. */
public final class RunningArchive {

    private static final int SERVER_ERROR = 500;
    private static final long POLL_MILLIS = 25;

    /** Messages of the servers that `serve` starts, for an exception that escaped from the application. */
    private static final List<String> ESCAPED =
            List.of("Exception while serving", "Error handling request", "Exception in ASGI application");

    private final BuiltArchive archive;
    private final BootRequest request;
    private final Progress progress;

    /** @param progress receives the result */
    public RunningArchive(BuiltArchive archive, BootRequest request, Progress progress) {
        this.archive = archive;
        this.request = request;
        this.progress = progress;
    }

    /**
     * Starts the archive and requests the page. An archive without a server imports its entry only.
     *
     * @throws UserException if the archive does not start, an exception escapes, or the status is wrong
     */
    public void verify(Interpreter python) throws IOException {
        emptyHome();
        if (!archive.canServe()) {
            importOnly(python);
            return;
        }
        int port = freePort();
        try (PythonRun run = start(python, "serve", "--bind", "127.0.0.1:" + port)) {
            int status = answer(run, new StatusRequest(port, request.page().path()));
            // a server may log an exception after it has answered, so wait for the end of its output
            judge(status, status >= SERVER_ERROR ? run.end() : run.output(), python);
        }
    }

    private void importOnly(Interpreter python) throws IOException {
        try (PythonRun run = start(python, "check")) {
            PythonRun.Outcome outcome = run.finish(request.page().timeout());
            if (outcome.status() == PythonRun.TIMED_OUT) {
                throw late("its check did not end", outcome.output());
            }
            if (!outcome.isSuccess()) {
                throw broken(why(outcome, "its check failed with status "), outcome.output());
            }
            progress.step("Imported `" + archive.name() + "` on " + python
                    + "; it contains no server that `serve` can start");
        }
    }

    private PythonRun start(Interpreter python, String... command) throws IOException {
        Map<String, String> declared = new HashMap<>(request.environment());
        declared.put("PYWAR_CACHE", request.folder().toAbsolutePath().toString());
        List<String> arguments =
                new ArrayList<>(List.of(request.archive().toAbsolutePath().toString()));
        arguments.addAll(List.of(command));
        return python.run(arguments, CleanEnvironment.of(request.parent(), home(), declared), home());
    }

    /** The current directory of the process: modules of the project's directory must not be importable. */
    private Path home() {
        return request.folder().toAbsolutePath().resolve("home");
    }

    /** Files of an earlier run would make this run differ from the first run on a server. */
    private void emptyHome() throws IOException {
        if (Files.isDirectory(home(), LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(home())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(home());
    }

    private int answer(PythonRun run, StatusRequest get) throws IOException {
        long end = System.nanoTime() + request.page().timeout().toNanos();
        while (System.nanoTime() < end) {
            if (!run.isAlive()) {
                throw ended(run);
            }
            try {
                return get.send(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (ConnectException e) {
                pause();
            } catch (SocketTimeoutException e) {
                break;
            } catch (IOException e) {
                throw broken("its response to GET " + request.page().path() + " is incomplete", run.output());
            }
        }
        throw late("no response", run.output());
    }

    private UserException late(String what, String output) {
        return broken(what + " within " + request.page().timeout().toSeconds() + " s", output)
                .hint("if it waits for a database, configure one: <verifyEnvironment>")
                .hint("or allow more time: <verifyTimeout>");
    }

    private UserException ended(PythonRun run) throws IOException {
        PythonRun.Outcome outcome = run.finish(request.page().timeout());
        UserException broken = broken(why(outcome, "it ended with status "), outcome.output());
        return new ServerOutput(outcome.output()).lacksVariable()
                ? broken.hint("set the variable for this check: <verifyEnvironment>")
                : broken;
    }

    private String why(PythonRun.Outcome outcome, String otherwise) {
        return new ServerOutput(outcome.output()).reason(archive, outcome.status(), otherwise);
    }

    private void judge(int status, String output, Interpreter python) {
        boolean escaped = status >= SERVER_ERROR && ESCAPED.stream().anyMatch(output::contains);
        if (escaped) {
            throw broken(
                    "an exception escaped from the application at "
                            + request.page().path(),
                    output);
        }
        if (!request.page().status().includes(status)) {
            throw broken(
                            "GET " + request.page().path() + " returned " + status + ", expected "
                                    + request.page().status(),
                            output)
                    .hint("request a page that the application has: <verifyPath>/health</verifyPath>")
                    .hint("if " + status + " is correct: <verifyStatus>" + status + "</verifyStatus>");
        }
        progress.step("Started `" + archive.name() + "` on " + python + ": GET "
                + request.page().path() + " returned " + status);
    }

    private UserException broken(String why, String output) {
        return UserException.of(
                "`" + archive.name() + "` does not work: " + why + "\n" + new ServerOutput(output).tail());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the application");
    }
}
