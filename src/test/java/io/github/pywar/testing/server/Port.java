package io.github.pywar.testing.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback for servers that cannot choose one themselves. */
final class Port {

    /** Below the range of ports for outgoing connections, so that none of those uses it. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private Port() {}

    /** Returns a port that no process listened on a moment ago. */
    static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // try another port
            }
        }
        throw new IllegalStateException("no free port from " + LOWEST + " to " + HIGHEST);
    }
}
