package io.github.pywar.app.server;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;

/** Server that runs until it is stopped, and at most as long as this process. */
public final class RunningServer {

    private final ServerRequest request;
    private final int port;
    private final SupervisedServer process;

    RunningServer(ServerRequest request, int port, SupervisedServer process) {
        this.request = request;
        this.port = port;
        this.process = process;
    }

    /** Returns the port on the loopback address. */
    public int port() {
        return port;
    }

    /** Returns the URL of the server, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops the server with all its processes; warns if it has ended before. */
    public void stop(Progress progress) throws IOException {
        process.close();
        String name = request.runnable().archive().name();
        if (process.wasStopped()) {
            progress.step("Stopped `" + name + "` on " + url() + "; its log: " + request.log());
        } else {
            progress.warning("`" + name + "` on " + url() + " ended before it was stopped, with status "
                    + process.status() + "\n"
                    + new ServerLog(request.log()).end().tail() + "\n    log: "
                    + request.log());
        }
    }
}
