package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
    private final ArchiveProcess process;

    /** @param progress receives the result */
    public RunningArchive(BuiltArchive archive, BootRequest request, Progress progress) {
        this.archive = archive;
        this.request = request;
        this.progress = progress;
        this.process = new ArchiveProcess(request);
    }

    /**
     * Starts the archive and requests the page. An archive without a server imports its entry only.
     *
     * @throws UserException if the archive does not start, an exception escapes, or the status is wrong
     */
    public void verify(Interpreter python) throws IOException {
        process.emptyHome();
        if (archive.canServe()) {
            serve(python);
        } else {
            importOnly(python);
        }
        if (request.checks().conformance() != BootChecks.Conformance.SKIP) {
            new ConformanceCheck(archive, request, progress).run(python);
        }
    }

    private void serve(Interpreter python) throws IOException {
        int port = freePort();
        try (PythonRun run = process.start(python, port, "serve", "--bind", "127.0.0.1:" + port)) {
            int status = answer(run, new StatusRequest(port, request.page().path()));
            // a server may log an exception after it has answered, so wait for the end of its output
            judge(status, status >= SERVER_ERROR ? run.end() : run.output(), python);
        }
    }

    private void importOnly(Interpreter python) throws IOException {
        try (PythonRun run = process.start(python, 0, "check")) {
            PythonRun.Outcome outcome = run.finish(request.page().timeout());
            if (outcome.status() == PythonRun.TIMED_OUT) {
                throw late("its check did not end", outcome.output());
            }
            if (!outcome.isSuccess()) {
                throw broken(why(outcome, "its check failed with status "), outcome.output());
            }
            reportIsolation(outcome.output());
            progress.step("Imported `" + archive.name() + "` on " + python
                    + "; it contains no server that `serve` can start");
        }
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
        if (status >= SERVER_ERROR
                && new ServerOutput(output).lacksTable()
                && !request.page().status().includes(status)) {
            throw broken("GET " + request.page().path() + " returned " + status, output)
                    .hint(
                            "the database of this check has no tables, because migrations run when the archive is deployed:"
                                    + " request a page that reads none: <verifyPath>/admin/login/</verifyPath>")
                    .hint("or name a database that has them: <verifyEnvironment>");
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

    private void reportIsolation(String output) {
        if (ArchiveProcess.lacksIsolation(output)) {
            progress.step("This system allows no network namespaces: the application was started with network access");
        }
    }

    private UserException broken(String why, String output) {
        UserException broken = UserException.of(
                "`" + archive.name() + "` does not work: " + why + "\n" + new ServerOutput(output).tail());
        return process.missesNetwork(output)
                ? broken.hint("this check has no network; if the application needs a service to start:"
                        + " <verifyNetwork>true</verifyNetwork>")
                : broken;
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
