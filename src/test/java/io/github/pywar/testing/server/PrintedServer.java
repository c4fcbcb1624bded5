package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Server with the configuration that an archive's tool prints. Only the address is replaced: {@code 127.0.0.1:8000}
 * becomes a free port.
 */
public final class PrintedServer implements ServerRecipe {

    private static final String ADDRESS = "127.0.0.1:8000";

    private final Path folder;
    private final int port = Port.free();
    private final List<String> words;

    private PrintedServer(Path folder, List<String> words, String text) {
        this.folder = folder;
        this.words = words;
        try {
            Files.writeString(folder.resolve("printed"), text.replace(ADDRESS, "127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text comments and one command, as for gunicorn and uvicorn */
    public static PrintedServer command(Path folder, String text) {
        String command =
                text.lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow();
        return new PrintedServer(folder, List.of("sh", "printed"), "exec env " + command + "\n");
    }

    /** @param text of an ini file for uWSGI */
    public static PrintedServer uwsgi(Path folder, String text) {
        List<String> words = List.of(Installed.UWSGI.path().toString(), "--disable-logging", "--ini", "printed");
        return new PrintedServer(folder, words, text);
    }

    @Override
    public ServerProcess launch() {
        return ServerCommand.in(folder, words).launch(ServerCommand.uri("http", port));
    }
}
