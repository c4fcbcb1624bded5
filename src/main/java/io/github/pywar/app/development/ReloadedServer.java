package io.github.pywar.app.development;

import io.github.pywar.app.server.SupervisedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Server of the sources. Its supervising script holds the listening socket, so that no connection is refused while a
 * worker replaces the one before.
 */
final class ReloadedServer implements AutoCloseable {

    private static final String RESTART = "restart";
    private static final int MAX_RECORD = 64;

    /** Starts the supervising script, and with it the first worker. */
    @FunctionalInterface
    interface Start {
        SupervisedServer run() throws IOException;
    }

    private final Start start;
    private final Path record;
    private SupervisedServer server;
    private int restarts;

    /** @param record file that receives the number of restarts and the status of a worker that has ended by itself */
    ReloadedServer(Start start, Path record) throws IOException {
        this.start = start;
        this.record = record;
        begin();
    }

    private void begin() throws IOException {
        Files.deleteIfExists(record);
        restarts = 0;
        server = start.run();
    }

    /** Replaces the worker, or starts everything again if the supervising script was ended. */
    void restart() throws IOException {
        if (server.isAlive()) {
            restarts++;
            try {
                server.send(RESTART);
                return;
            } catch (IOException ended) {
                server.close();
            }
        }
        begin();
    }

    /** Returns the exit status of the present worker, or of the supervising script; empty if both run. */
    OptionalInt status() throws IOException {
        if (!server.isAlive()) {
            return OptionalInt.of(server.status());
        }
        String[] words = recorded().split(" ");
        return words.length == 2 && words[0].equals(String.valueOf(restarts))
                ? OptionalInt.of(Integer.parseInt(words[1]))
                : OptionalInt.empty();
    }

    private String recorded() throws IOException {
        try {
            return Files.size(record) > MAX_RECORD
                    ? ""
                    : new String(Files.readAllBytes(record), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException runs) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
