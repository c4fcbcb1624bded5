package io.github.pywar.testing.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback for servers that cannot be told to choose one themselves. */
final class Port {

    /** Below the range from which systems give outgoing connections their ports, so that none of those takes it. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private Port() {}

    /** @return a port that nobody listened on a moment ago */
    static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one, then
            }
        }
        throw new IllegalStateException("no free port from " + LOWEST + " to " + HIGHEST);
    }
}
