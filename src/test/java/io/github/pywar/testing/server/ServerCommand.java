package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Command line of a server, its variables in addition to the caller's, and its folder. */
final class ServerCommand {

    private final Path folder;
    private final List<String> words;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private ServerCommand(Path folder, List<String> words) {
        this.folder = folder;
        this.words = words;
    }

    /** @param folder the process's current folder; its log is the file {@link #logFile} there */
    static ServerCommand in(Path folder, List<String> words) {
        return new ServerCommand(folder, List.copyOf(words));
    }

    static Path logFile(Path folder) {
        return folder.resolve("server.log");
    }

    ServerCommand environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Starts the server. {@code setsid} keeps the process id, and makes a process group that can be ended at once. */
    ServerProcess launch(URI uri) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(folder).toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start(), logFile(folder), uri);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program that ends by itself. The error of a failure has the program's output. */
    void run() {
        try (ServerProcess process = launch(URI.create("about:blank"))) {
            if (process.awaitEnd(Duration.ofSeconds(60)) != 0) {
                throw new IllegalStateException(process.log());
            }
        }
    }

    static URI uri(String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/");
    }
}
