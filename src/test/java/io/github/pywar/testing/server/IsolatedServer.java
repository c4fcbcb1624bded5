package io.github.pywar.testing.server;

import java.nio.file.Path;
import java.util.List;

/**
 * Server by a complete command line, for example one that isolates it from this machine.
 *
 * @param folder of its log
 * @param command that starts it
 * @param port that it listens on
 */
public record IsolatedServer(Path folder, List<String> command, int port) implements ServerRecipe {

    /** Returns a port that no server listens on. */
    public static int freePort() {
        return Port.free();
    }

    @Override
    public ServerProcess launch() {
        return ServerCommand.in(folder, command).launch(ServerCommand.uri("http", port));
    }
}
