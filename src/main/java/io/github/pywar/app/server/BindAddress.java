package io.github.pywar.app.server;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Address that a server listens on.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record BindAddress(String host, int port) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    /** @throws UserException if the port is out of range */
    public BindAddress {
        if (port < 1 || port > MAX_PORT) {
            throw notAPort(String.valueOf(port));
        }
    }

    /** Returns the error for a text that is not a port. */
    public static UserException notAPort(String text) {
        return UserException.of("`" + text + "` is not a port\n    from: <port>")
                .hint("write a number from 1 to " + MAX_PORT + ", or remove <port>");
    }

    /** Returns a port of the loopback address. */
    public static BindAddress loopback(int port) {
        return new BindAddress(LOOPBACK, port);
    }

    /** Returns a port of the loopback address that no process uses now. */
    static int freePort() throws IOException {
        return listen(LOOPBACK, 0);
    }

    /**
     * Checks that no process uses the address.
     *
     * @throws UserException if one does, or if this machine does not have the address
     */
    public void checkFree() {
        try {
            listen(host, port);
        } catch (UnknownHostException e) {
            throw UserException.of("`" + host + "` is not an address of this machine\n    from: <bind>")
                    .hint("write 127.0.0.1, or 0.0.0.0 for all addresses");
        } catch (IOException e) {
            throw UserException.of("Port " + port + " of " + host + " cannot be used: " + e.getMessage())
                    .hint("end the process that uses it, or choose another port, as in -Dpywar.port=8090");
        }
    }

    /** A port counts as used while a process listens on it, and not while closed connections expire. */
    private static int listen(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return socket.getLocalPort();
        }
    }

    /** Returns {@code host:port}; an IPv6 address is in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
