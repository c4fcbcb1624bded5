package io.github.pywar.app.server;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.check.ServerOutput;
import io.github.pywar.app.check.StatusRequest;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.FolderDeletion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Start of an archive's own server, which other goals of the same build use. */
public final class StartServer {

    private static final long POLL_MILLIS = 25;
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Another process may take a free port before the server does. */
    private static final int ATTEMPTS = 3;

    private static final String PORT_TAKEN = "already in use";

    private final ServerRequest request;
    private final BuiltArchive archive;
    private final Progress progress;

    /** @param progress receives the result */
    public StartServer(ServerRequest request, Progress progress) {
        this.request = request;
        this.archive = request.runnable().archive();
        this.progress = progress;
    }

    /**
     * Starts the server and waits until its page has the expected status.
     *
     * @return the server, which the caller stops
     * @throws UserException if it ends, or if the page does not have the status in time
     */
    public RunningServer run() throws IOException {
        request.port().ifPresent(port -> BindAddress.loopback(port).checkFree());
        for (int attempt = 1; true; attempt++) {
            FolderDeletion.delete(request.unpacked());
            int port = request.port().isPresent() ? request.port().getAsInt() : BindAddress.freePort();
            SupervisedServer process = start(port);
            try {
                String answer = await(process, port);
                progress.step("Started `" + archive.name() + "` on "
                        + request.runnable().python() + ": GET "
                        + request.page().path() + " returned " + answer + "; log: " + request.log());
                return new RunningServer(request, port, process);
            } catch (UserException | IOException e) {
                process.close();
                if (attempt == ATTEMPTS || !isPortTaken()) {
                    throw e;
                }
            }
        }
    }

    private boolean isPortTaken() throws IOException {
        return request.port().isEmpty() && log().text().contains(PORT_TAKEN);
    }

    private SupervisedServer start(int port) throws IOException {
        Map<String, String> variables = request.environment().variables();
        variables.put("PYWAR_CACHE", request.unpacked().toString());
        request.environment()
                .file()
                .ifPresent(file ->
                        variables.put("PYWAR_ENV_FILE", file.toAbsolutePath().toString()));
        List<String> arguments = new ArrayList<>(
                List.of(archive.file().toAbsolutePath().toString(), "serve", "--bind", "127.0.0.1:" + port));
        if (!request.arguments().isEmpty()) {
            arguments.add("--");
            arguments.addAll(request.arguments());
        }
        Files.createDirectories(request.folder());
        return SupervisedServer.start(new ServerCommand(
                request.runnable().python().executable(),
                arguments,
                variables,
                request.folder(),
                Optional.of(request.pidFile()),
                Optional.of(request.log()),
                GRACE));
    }

    /** Returns the status of the page. */
    private String await(SupervisedServer process, int port) throws IOException {
        StatusRequest get = new StatusRequest(port, request.page().path());
        long end = System.nanoTime() + request.page().timeout().toNanos();
        OptionalInt last = OptionalInt.empty();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw ended(process.status());
            }
            last = answer(get, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (last.isPresent() && request.page().status().includes(last.getAsInt())) {
                return String.valueOf(last.getAsInt());
            }
            pause();
        }
        throw late(last);
    }

    /** Returns the status; empty if the server does not answer yet. */
    private static OptionalInt answer(StatusRequest get, Duration limit) throws IOException {
        try {
            return OptionalInt.of(get.send(limit));
        } catch (ConnectException notYet) {
            return OptionalInt.empty();
        } catch (IOException incomplete) {
            return OptionalInt.empty(); // a server may close its first connections while it starts
        }
    }

    private UserException ended(int status) throws IOException {
        if (status == SupervisedServer.IN_USE) {
            return UserException.of("Another build runs the server of this project now\n    from: " + request.pidFile())
                    .hint("wait for the end of that build, or end it");
        }
        ServerOutput output = log();
        UserException failure = failed(output.reason(archive, status, "it ended with status "), output);
        return output.lacksVariable()
                ? failure.hint("set the variable: <environment>, or a file: <environmentFile>")
                : failure;
    }

    private UserException late(OptionalInt last) throws IOException {
        String path = request.page().path();
        String seconds = request.page().timeout().toSeconds() + " s";
        if (last.isPresent() && log().lacksTable()) {
            return failed("GET " + path + " returned " + last.getAsInt() + " for " + seconds, log())
                    .hint("its database has no tables: name one that is migrated: <environment>")
                    .hint("or wait for a page that reads none: <verifyPath>/admin/login/</verifyPath>");
        }
        if (last.isPresent()) {
            return failed(
                            "GET " + path + " returned " + last.getAsInt() + " for " + seconds + ", expected "
                                    + request.page().status(),
                            log())
                    .hint("request a page that the application has: <verifyPath>/health</verifyPath>")
                    .hint("if " + last.getAsInt() + " is correct: <verifyStatus>" + last.getAsInt()
                            + "</verifyStatus>");
        }
        return failed("no response to GET " + path + " within " + seconds, log())
                .hint("if it waits for a database, configure one: <environment>")
                .hint("or allow more time: <verifyTimeout>");
    }

    private UserException failed(String why, ServerOutput output) {
        return UserException.of(
                "Cannot start `" + archive.name() + "`: " + why + "\n" + output.tail() + "\n    log: " + request.log());
    }

    private ServerOutput log() throws IOException {
        return new ServerLog(request.log()).end();
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }
}
