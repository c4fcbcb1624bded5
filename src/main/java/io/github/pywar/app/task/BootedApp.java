package io.github.pywar.app.task;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An archive that runs for the time of one request, on a port of the loopback address that was free. */
final class BootedApp {

    private static final int IMPORT_FAILED = 3;
    /** uvicorn's words; its status is that of an entry that does not import. */
    private static final String LIFESPAN_FAILED = "Application startup failed";

    /** The runtime's words for an entry that misses an environment variable. */
    private static final String VARIABLE_MISSING = "shared/env of a deployment is the place for";

    /** The runtime's words for an entry that no server for its interface can call. */
    private static final Pattern OTHER_INTERFACE =
            Pattern.compile(" is no (WSGI|ASGI) application: a server calls it with ");

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
        emptyHome();
        if (!archive.canServe()) {
            importOnly(python);
            return;
        }
        int port = freePort();
        // a server may tell of an exception after it has answered, so where there was one its last words are awaited
        try (PythonRun run = start(python, "serve", "--bind", "127.0.0.1:" + port)) {
            int status = answer(run, new StatusRequest(port, request.path()));
            judge(status, status >= SERVER_ERROR ? run.end() : run.output(), python);
        }
    }

    private void importOnly(Interpreter python) throws IOException {
        try (PythonRun run = start(python, "check")) {
            PythonRun.Outcome outcome = run.finish(request.timeout());
            if (outcome.status() == PythonRun.TIMED_OUT) {
                throw late("its check did not end", outcome.output());
            }
            if (!outcome.isSuccess()) {
                throw broken(why(outcome, "its check failed with "), outcome.output());
            }
            progress.step(
                    "Imported `" + archive.name() + "` on " + python + "; it brings no server that `serve` can start");
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

    /** Where the process starts: a module of the project's directory is not the archive's. */
    private Path home() {
        return request.folder().toAbsolutePath().resolve("home");
    }

    /** Files that an earlier run left there would make this one differ from the first one elsewhere. */
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
        long end = System.nanoTime() + request.timeout().toNanos();
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
                throw broken("it broke off the answer to " + request.path(), run.output());
            }
        }
        throw late("no answer", run.output());
    }

    private UserException late(String what, String output) {
        return broken(what + " within " + request.timeout().toSeconds() + " s", output)
                .hint("does it wait for a database? give it one: <verifyEnvironment>")
                .hint("or give it more time: <verifyTimeout>");
    }

    private UserException ended(PythonRun run) throws IOException {
        PythonRun.Outcome outcome = run.finish(request.timeout());
        if (outcome.output().contains(LIFESPAN_FAILED)) {
            return broken("its start-up (ASGI's lifespan) failed", outcome.output());
        }
        UserException broken = broken(why(outcome, "it ended with status "), outcome.output());
        return outcome.output().contains(VARIABLE_MISSING)
                ? broken.hint("in a build such a variable stands in <verifyEnvironment>")
                : broken;
    }

    private String why(PythonRun.Outcome outcome, String otherwise) {
        if (outcome.status() != IMPORT_FAILED) {
            return otherwise + outcome.status();
        }
        return OTHER_INTERFACE.matcher(outcome.output()).find()
                ? "its entry `" + archive.entry() + "` does not fit the declared <interface>"
                : "its entry `" + archive.entry() + "` does not import";
    }

    private void judge(int status, String output, Interpreter python) {
        boolean escaped = status >= SERVER_ERROR && ESCAPED.stream().anyMatch(output::contains);
        if (escaped) {
            throw broken("an exception left the application at " + request.path(), output);
        }
        if (!request.status().includes(status)) {
            throw broken("GET " + request.path() + " answered " + status + ", expected " + request.status(), output)
                    .hint("name a page that the application has: <verifyPath>/health</verifyPath>")
                    .hint("if " + status + " is right: <verifyStatus>" + status + "</verifyStatus>");
        }
        progress.step(
                "Booted `" + archive.name() + "` on " + python + ": GET " + request.path() + " answered " + status);
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
        return new InterruptedIOException("waiting for the application was interrupted");
    }
}
