package io.github.pywar.testing.server;

import java.time.Duration;

/** Command to start one server. Each start returns a new process. */
public interface ServerRecipe {

    /** Returns the process. It may not answer yet, or never. */
    ServerProcess launch();

    /** Returns the process after its first answer to any request. */
    default ServerProcess start() {
        ServerProcess process = launch();
        try {
            return process.awaitAnswer(Duration.ofSeconds(60));
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }
}
