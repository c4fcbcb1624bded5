package io.github.pywar.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Forward proxy on the loopback interface that requires a user and a password. It forwards requests, and opens tunnels
 * for https (CONNECT). It can resolve hosts that are reachable only through it.
 */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket server;
    private final String authorization;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private TestProxy(String user, String password) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "proxy-authorization: basic " + Base64.getEncoder().encodeToString(pair);
        threads.submit(this::accept);
    }

    /** Returns a running proxy. */
    public static TestProxy start(String user, String password) {
        try {
            return new TestProxy(user, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resolves that host, with any port, to that port of this machine. */
    public TestProxy resolving(String host, int port) {
        hosts.put(host, port);
        return this;
    }

    /** Forbids requests of that method. */
    public TestProxy forbidding(String method) {
        forbidden.add(method);
        return this;
    }

    /** Returns the proxy's port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Returns the first lines of all requests that the proxy forwarded. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.submit(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                if (!isAllowed(head)) {
                    write(
                            client,
                            "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                                    + "Proxy-Authenticate: Basic realm=\"test\"\r\n\r\n");
                    continue;
                }
                String first = head.substring(0, head.indexOf('\r'));
                requests.add(first);
                String[] words = first.split(" ");
                if (forbidden.contains(words[0])) {
                    write(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
                } else if (words[0].equals("CONNECT")) {
                    tunnel(client, in, words[1]);
                } else {
                    forward(client, in, head, URI.create(words[1]));
                }
                return;
            }
        } catch (IOException broken) {
            // the client closed the connection
        }
    }

    private boolean isAllowed(String head) {
        return head.lines()
                .anyMatch(line -> line.regionMatches(true, 0, authorization, 0, authorization.length())
                        && line.endsWith(authorization.substring(authorization.lastIndexOf(' ') + 1)));
    }

    private void tunnel(Socket client, InputStream in, String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        try (Socket target =
                connect(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)))) {
            write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            threads.submit(() -> in.transferTo(target.getOutputStream()));
            target.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private void forward(Socket client, InputStream in, String head, URI uri) throws IOException {
        String own =
                head.replaceFirst(" http://[^/ ]+", " ").replaceAll("(?i)\r\n(Proxy-[^\r]*|Connection:[^\r]*)", "");
        try (Socket target = connect(uri.getHost(), uri.getPort())) {
            write(target, own.substring(0, own.length() - 2) + "Connection: close\r\n\r\n");
            threads.submit(() -> in.transferTo(target.getOutputStream()));
            target.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private Socket connect(String host, int port) throws IOException {
        Integer known = hosts.get(host);
        return known == null ? new Socket(host, port) : new Socket(InetAddress.getLoopbackAddress(), known);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.write(c);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .substring(0, 0);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
