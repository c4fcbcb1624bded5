package io.github.pywar.app.task;

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
 * A GET (RFC 9112) of which only the status and the headers are read, within a time that counts from the first byte to the
 * last. The JDK's clients bound each read alone, or refuse answers that browsers take, such as 204 with a length.
 *
 * @param port of the loopback address
 * @param path encoded, with its query
 */
record StatusRequest(int port, String path) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int MOST_BYTES = 1 << 20;
    private static final int FIRST_FINAL = 200;

    /**
     * @return the status
     * @throws SocketTimeoutException when the headers are not complete by then
     * @throws IOException when the answer breaks off, or is not HTTP; {@link java.net.ConnectException} when nobody listens
     */
    int send(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), left(end));
            socket.getOutputStream().write(request());
            Answer answer = new Answer(socket, end);
            int status = answer.head();
            while (status < FIRST_FINAL) {
                status = answer.head();
            }
            return status;
        }
    }

    private byte[] request() {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUser-Agent: pywar\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int left(long end) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** What comes back, read byte by byte up to the end of the headers. */
    private static final class Answer {

        private final Socket socket;
        private final InputStream in;
        private final long end;
        private int bytes;

        Answer(Socket socket, long end) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.end = end;
        }

        /** @return the status of the next status line, when its headers are complete */
        int head() throws IOException {
            Matcher status = STATUS_LINE.matcher(line());
            if (!status.matches()) {
                throw new IOException("not an answer of HTTP");
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
            socket.setSoTimeout(left(end));
            int next = in.read();
            bytes++;
            if (next < 0 || bytes > MOST_BYTES) {
                throw new IOException("the headers do not end");
            }
            return next;
        }
    }
}
