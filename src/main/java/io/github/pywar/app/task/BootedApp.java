package io.github.pywar.app.task;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An archive that runs for the time of one request, on a port of the loopback address that was free. */
final class BootedApp {

    private static final int IMPORT_FAILED = 3;
    /** uvicorn's words; its status is that of an entry that does not import. */
    private static final String LIFESPAN_FAILED = "Application startup failed";

    /** The runtime's words for an entry that misses an environment variable. */
    private static final String VARIABLE_MISSING = "shared/env of a deployment is the place for";

    private static final int SERVER_ERROR = 500;
    private static final int TOLD_LINES = 40;
    private static final long POLL_MILLIS = 25;

    /** How the servers that `serve` starts tell of an exception that left the application. */
    private static final List<String> ESCAPED =
            List.of("Exception while serving", "Error handling request", "Exception in ASGI application");

    private final BuiltArchive archive;
    private final VerifyApp.Request request;
    private final Progress progress;

    BootedApp(BuiltArchive archive, VerifyApp.Request request, Progress progress) {
        this.archive = archive;
        this.request = request;
        this.progress = progress;
    }

    void prove(Interpreter python) throws IOException {
        if (!archive.canServe()) {
            importOnly(python);
            return;
        }
        String bind = "127.0.0.1:" + freePort();
        // a server may tell of an exception after it has answered, so where there was one its last words are awaited
        try (PythonRun run = start(python, "serve", "--bind", bind)) {
            int status =
                    answer(run, URI.create("http://" + bind + request.path()).toURL());
            judge(status, status >= SERVER_ERROR ? run.end() : run.output(), python);
        }
    }

    private void importOnly(Interpreter python) throws IOException {
        try (PythonRun run = start(python, "check")) {
            PythonRun.Outcome outcome = run.finish(request.timeout());
            if (!outcome.isSuccess()) {
                throw broken("its check failed with " + outcome.status(), outcome.output());
            }
            progress.step(
                    "Imported `" + archive.name() + "` on " + python + "; it brings no server that `serve` can start");
        }
    }

    private PythonRun start(Interpreter python, String... command) throws IOException {
        Map<String, String> environment = new HashMap<>(request.environment());
        environment.put("PYWAR_CACHE", request.folder().toString());
        List<String> arguments =
                new java.util.ArrayList<>(List.of(request.archive().toString()));
        arguments.addAll(List.of(command));
        return python.run(arguments, environment);
    }

    private int answer(PythonRun run, URL url) throws IOException {
        long end = System.nanoTime() + request.timeout().toNanos();
        while (System.nanoTime() < end) {
            if (!run.isAlive()) {
                throw ended(run);
            }
            try {
                return status(url, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            } catch (java.net.ConnectException e) {
                pause();
            } catch (java.net.SocketTimeoutException e) {
                break;
            } catch (java.net.SocketException e) {
                throw broken("it broke off the answer to " + request.path(), run.output());
            }
        }
        throw broken("no answer within " + request.timeout().toSeconds() + " s", run.output())
                .hint("does it wait for a database? give it one: <verifyEnvironment>")
                .hint("or give it more time: <verifyTimeout>");
    }

    private UserException ended(PythonRun run) throws IOException {
        PythonRun.Outcome outcome = run.finish(request.timeout());
        if (outcome.output().contains(LIFESPAN_FAILED)) {
            return broken("its start-up (ASGI's lifespan) failed", outcome.output());
        }
        String why = outcome.status() == IMPORT_FAILED
                ? "its entry `" + archive.entry() + "` does not import"
                : "it ended with status " + outcome.status();
        UserException broken = broken(why, outcome.output());
        return outcome.output().contains(VARIABLE_MISSING)
                ? broken.hint("in a build such a variable stands in <verifyEnvironment>")
                : broken;
    }

    private void judge(int status, String output, Interpreter python) {
        boolean escaped = status >= SERVER_ERROR && ESCAPED.stream().anyMatch(output::contains);
        if (escaped) {
            throw broken("an exception left the application at " + request.path(), output);
        }
        String told = "Booted `" + archive.name() + "` on " + python + ": GET " + request.path() + " → " + status;
        if (status >= SERVER_ERROR) {
            progress.warning(told + "\n" + tail(output));
        } else {
            progress.step(told);
        }
    }

    private UserException broken(String why, String output) {
        return UserException.of("`" + archive.name() + "` does not work: " + why + "\n" + tail(output));
    }

    private static String tail(String output) {
        List<String> lines = output.strip().lines().toList();
        return String.join(
                "\n",
                lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()).stream()
                        .map(line -> "    | " + line)
                        .toList());
    }

    private static int status(URL url, long millis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) Math.max(1, millis));
        connection.setReadTimeout((int) Math.max(1, millis));
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
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
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("waiting for the application was interrupted");
        }
    }
}
