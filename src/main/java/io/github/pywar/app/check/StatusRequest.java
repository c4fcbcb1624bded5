package io.github.pywar.app.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GET request (RFC 9112) that reads only the status and the headers, with one time limit for the complete response. The
 * JDK's clients limit each read separately, and reject responses that browsers accept, such as 204 with a length.
 *
 * @param port of the loopback address
 * @param path encoded, with its query
 */
public record StatusRequest(int port, String path) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int MAX_BYTES = 1 << 20;
    private static final int FIRST_FINAL = 200;

    /**
     * Sends the request and returns the status.
     *
     * @throws SocketTimeoutException if the headers are not complete within the limit
     * @throws IOException if the response is incomplete or not HTTP; {@link java.net.ConnectException} if no process
     *     listens on the port
     */
    public int send(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), remaining(end));
            socket.getOutputStream().write(request());
            Response response = new Response(socket, end);
            int status = response.head();
            while (status < FIRST_FINAL) {
                status = response.head();
            }
            return status;
        }
    }

    private byte[] request() {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUser-Agent: pywar\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the remaining time in milliseconds. */
    private static int remaining(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no response in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** Response, read byte by byte up to the end of the headers, because each read gets the remaining time as its limit. */
    private static final class Response {

        private final Socket socket;
        private final InputStream in;
        private final long end;
        private int bytes;

        Response(Socket socket, long end) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.end = end;
        }

        /** Reads the next status line and its headers, and returns the status. */
        int head() throws IOException {
            Matcher status = STATUS_LINE.matcher(line());
            if (!status.matches()) {
                throw new IOException("not an HTTP response");
            }
            String header = line();
            while (!header.isEmpty()) {
                header = line();
            }
            return Integer.parseInt(status.group(1));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = next(); next != '\n'; next = next()) {
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }

        private int next() throws IOException {
            socket.setSoTimeout(remaining(end));
            int next = in.read();
            bytes++;
            if (next < 0 || bytes > MAX_BYTES) {
                throw new IOException("the headers do not end");
            }
            return next;
        }
    }
}
