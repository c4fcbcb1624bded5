package io.github.pywar.python.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Server of the git repositories in a folder, by git's own CGI program. It requires a user if it has one. */
final class GitServer implements AutoCloseable {

    private final HttpServer server;
    private final Path folder;
    private final String user;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** @param user name and password with a colon, or empty */
    GitServer(Path folder, String user) throws IOException {
        this.folder = folder;
        this.user = user;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url(String credentials, String repository) {
        return URI.create(
                "git+http://" + credentials + "127.0.0.1:" + server.getAddress().getPort() + "/" + repository);
    }

    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            String expected = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            if (!user.isEmpty() && !expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            answer(exchange, backend(exchange));
        }
    }

    private byte[] backend(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        Map<String, String> variables = builder.environment();
        variables.put("GIT_PROJECT_ROOT", folder.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        variables.put("QUERY_STRING", text(exchange.getRequestURI().getQuery()));
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("CONTENT_TYPE", text(exchange.getRequestHeaders().getFirst("Content-Type")));
        variables.put("HTTP_CONTENT_ENCODING", text(exchange.getRequestHeaders().getFirst("Content-Encoding")));
        variables.put("GIT_PROTOCOL", text(exchange.getRequestHeaders().getFirst("Git-Protocol")));
        byte[] body = exchange.getRequestBody().readAllBytes();
        variables.put("CONTENT_LENGTH", Integer.toString(body.length));
        Process process = builder.start();
        process.getOutputStream().write(body);
        process.getOutputStream().close();
        return process.getInputStream().readAllBytes();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** The CGI program writes header lines, an empty line, and the content. */
    private static void answer(HttpExchange exchange, byte[] output) throws IOException {
        String text = new String(output, StandardCharsets.ISO_8859_1);
        int end = Math.max(0, text.indexOf("\r\n\r\n"));
        int status = 200;
        for (String line : text.substring(0, end).split("\r\n")) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else if (header.length == 2) {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(output, Math.min(output.length, end + 4), Math.max(0, output.length - end - 4));
        exchange.sendResponseHeaders(status, body.size() == 0 ? -1 : body.size());
        exchange.getResponseBody().write(body.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
