package io.github.pywar.testing.server;

import java.time.Duration;

/** How to start one server; each start gives a new process. */
public interface ServerRecipe {

    /** @return the process, which may not answer yet, or never */
    ServerProcess launch();

    /** @return the process, once it answers any request at all */
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
