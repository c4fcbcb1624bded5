package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Supervisor of a deployment's workers, started as {@code config workers} prints it, and a Redis on a socket of the test. */
final class SwitchedWorkers implements AutoCloseable {

    private static final int SECONDS = 120;

    private final OpenFolder folder;
    private final Deployment site;
    private final List<Process> started = new ArrayList<>();

    SwitchedWorkers(OpenFolder folder, Deployment site) {
        this.folder = folder;
        this.site = site;
    }

    /** Returns the socket. */
    Path startRedis() throws IOException {
        Path socket = folder.path().resolve("redis.sock");
        start(
                "redis.log",
                List.of(
                        Installed.REDIS.path().toString(),
                        "--port",
                        "0",
                        "--unixsocket",
                        socket.toString(),
                        "--unixsocketperm",
                        "777",
                        "--save",
                        ""));
        return socket;
    }

    /** Starts the supervisor, as the user of the deployment. */
    void startSupervisor() throws IOException {
        String[] lines = site.configuration("workers").split("\n");
        List<String> words = new ArrayList<>();
        if (Installed.isRoot()) {
            words.addAll(List.of("setpriv", "--reuid", "www-data", "--regid", "www-data", "--clear-groups"));
        }
        words.addAll(List.of(lines[lines.length - 1].split(" ")));
        start("supervisor.log", words);
    }

    /** Starts a command of the release in the folder of the application. */
    Process run(String log, String... words) throws IOException {
        Path release = site.current().toRealPath();
        List<String> command = new ArrayList<>(List.of(release + "/bin/python", "-m", "_pywar", "run"));
        command.addAll(List.of(words));
        return start(log, command);
    }

    /** Returns the output of a command of the release. */
    String output(String... words) throws IOException, InterruptedException {
        Process process = run("output.log", words);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(logs()).isTrue();
        assertThat(process.exitValue()).as(logs()).isZero();
        return Files.readString(folder.path().resolve("output.log")).strip();
    }

    /** Returns the state of the processes, as text. */
    String status() {
        return SystemPython.run(
                folder.path(),
                List.of("-I", site.current() + "", "status", site.current().getParent() + ""));
    }

    private Process start(String log, List<String> words) throws IOException {
        Process process = new ProcessBuilder(words)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }

    /** Returns the end of the supervisor's log. */
    String logs() throws IOException {
        return Tool.run(folder.path(), "sh", "-c", "tail -n 60 supervisor.log output.log send.log")
                .output();
    }

    /** Ends all processes in the reverse order of their start. */
    @Override
    public void close() {
        for (int at = started.size() - 1; at >= 0; at--) {
            Process process = started.get(at);
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            try {
                process.waitFor(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            children.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
