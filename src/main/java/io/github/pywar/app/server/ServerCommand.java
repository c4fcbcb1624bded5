package io.github.pywar.app.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Command of a server process.
 *
 * @param python runs the supervising script and the server
 * @param arguments of the Python that is the server
 * @param environment all variables
 * @param pidFile records the process while it runs, for the case that its supervisor is killed too
 * @param log receives the output, and replaces an earlier log; if empty, the output is that of this process
 * @param grace time for the server to end by itself
 */
public record ServerCommand(
        Path python,
        List<String> arguments,
        Map<String, String> environment,
        Path directory,
        Optional<Path> pidFile,
        Optional<Path> log,
        Duration grace) {

    public ServerCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
