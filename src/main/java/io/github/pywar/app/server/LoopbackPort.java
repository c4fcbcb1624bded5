package io.github.pywar.app.server;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address 127.0.0.1. */
final class LoopbackPort {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private LoopbackPort() {}

    /** Returns a port that no process uses now. */
    static int free() throws IOException {
        return bind(0);
    }

    /**
     * Checks that no process uses a port.
     *
     * @throws UserException if one does
     */
    static void checkFree(int port) {
        try {
            bind(port);
        } catch (IOException e) {
            throw UserException.of("Port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage())
                    .hint("end the process that uses it, or choose another port: -Dpywar.port="
                            + (port == 8080 ? 8081 : 8080))
                    .hint("without <port>, a free port is used");
        }
    }

    /** A port counts as used while a process listens on it, and not while closed connections expire. */
    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1);
            return socket.getLocalPort();
        }
    }
}
