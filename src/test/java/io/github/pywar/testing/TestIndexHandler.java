package io.github.pywar.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Handler of the requests to a {@link TestIndex}. */
final class TestIndexHandler implements HttpHandler {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]*)-([0-9]*)");

    private final TestIndex index;

    TestIndexHandler(TestIndex index) {
        this.index = index;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            index.log(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers(exchange),
                    exchange.getRemoteAddress().getPort());
            if (takeOne(index.drops)) {
                return;
            }
            if (takeOne(index.failures)) {
                answer(exchange, 503, "text/plain", "try again".getBytes(StandardCharsets.UTF_8));
            } else if (isRefused(exchange, path)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
                answer(exchange, index.refusal, "text/plain", new byte[0]);
            } else {
                serve(exchange, path);
            }
        }
    }

    private void serve(HttpExchange exchange, String path) throws IOException {
        TestIndexPage fixed = index.pages.get(path);
        if (is(Manner.ENDLESS) || index.endless.contains(path)) {
            endless(exchange, path);
        } else if (index.redirects.containsKey(path)) {
            exchange.getResponseHeaders().set("Location", index.redirects.get(path));
            answer(exchange, 302, "text/plain", new byte[0]);
        } else if (fixed != null) {
            page(exchange, fixed);
        } else if (path.startsWith("/simple/")) {
            project(exchange, path);
        } else if (path.startsWith("/files/")) {
            file(exchange, path.substring("/files/".length()));
        } else {
            answer(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private void project(HttpExchange exchange, String path) throws IOException {
        String name = path.substring("/simple/".length()).replace("/", "");
        List<TestIndexFile> files = index.files.values().stream()
                .filter(file -> file.project().equals(name))
                .toList();
        if (files.isEmpty() || !path.endsWith("/")) {
            answer(exchange, 404, "text/plain", new byte[0]);
        } else if (is(Manner.REDIRECT_LOOP)) {
            exchange.getResponseHeaders().set("Location", path);
            answer(exchange, 301, "text/plain", new byte[0]);
        } else if (is(Manner.PAGES_ELSEWHERE) && host(exchange).startsWith("127.")) {
            exchange.getResponseHeaders().set("Location", "http://localhost:" + index.port() + path);
            answer(exchange, 302, "text/plain", new byte[0]);
        } else {
            boolean json = !is(Manner.HTML_ONLY) && header(exchange, "Accept").contains("v1+json");
            page(exchange, json ? TestIndexPage.json(name, files, index) : TestIndexPage.html(name, files, index));
        }
    }

    private void page(HttpExchange exchange, TestIndexPage page) throws IOException {
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        if (is(Manner.TRUNCATED_PAGES)) {
            half(exchange, page.contentType(), body);
        } else if (!isUnchanged(exchange, body)) {
            answer(exchange, 200, page.contentType(), body);
        }
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        byte[] content = content(name).orElse(null);
        if (content == null) {
            answer(exchange, 404, "text/plain", new byte[0]);
        } else if (is(Manner.TRUNCATED_FILES)) {
            half(exchange, "application/octet-stream", content);
        } else if (is(Manner.GZIPPED)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, "application/octet-stream", gzip(content));
        } else if (is(Manner.STALLING_FILES)) {
            stall(exchange, content);
        } else if (!isUnchanged(exchange, content)) {
            ranged(exchange, content);
        }
    }

    private Optional<byte[]> content(String name) {
        if (name.endsWith(".metadata")) {
            return is(Manner.METADATA_MISSING)
                    ? Optional.empty()
                    : Optional.ofNullable(index.files.get(name.substring(0, name.length() - ".metadata".length())))
                            .flatMap(TestIndexFile::metadata)
                            .map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(index.files.get(name)).map(TestIndexFile::content);
    }

    private void ranged(HttpExchange exchange, byte[] content) throws IOException {
        Matcher range = RANGE.matcher(header(exchange, "Range"));
        if (is(Manner.NO_RANGES) || !range.matches()) {
            answer(exchange, 200, "application/octet-stream", content);
            return;
        }
        if (index.rangeRefusal > 0) {
            answer(exchange, index.rangeRefusal, "text/plain", "no ranges".getBytes(StandardCharsets.UTF_8));
            return;
        }
        boolean negative = range.group(1).isEmpty();
        if (negative && is(Manner.NO_NEGATIVE_RANGES)) {
            answer(exchange, 404, "text/plain", new byte[0]);
            return;
        }
        int length = content.length;
        int from = negative ? Math.max(0, length - Integer.parseInt(range.group(2))) : Integer.parseInt(range.group(1));
        int to = negative || range.group(2).isEmpty() ? length : Math.min(length, Integer.parseInt(range.group(2)) + 1);
        if (from >= length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + length);
            answer(exchange, 416, "text/plain", new byte[0]);
            return;
        }
        if (is(Manner.LONGER_RANGES)) {
            from = 0;
            to = length;
        }
        int shift = is(Manner.SHIFTED_RANGES) ? Math.min(from, 7) : 0;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + length);
        answer(exchange, 206, "application/octet-stream", Arrays.copyOfRange(content, from - shift, to - shift));
    }

    private boolean isUnchanged(HttpExchange exchange, byte[] body) throws IOException {
        if (!is(Manner.VALIDATORS)) {
            return false;
        }
        String tag = "\"" + TestIndexFile.sha256(body).substring(0, 16) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        if (!header(exchange, "If-None-Match").equals(tag)) {
            return false;
        }
        exchange.sendResponseHeaders(304, -1);
        return true;
    }

    private boolean isRefused(HttpExchange exchange, String path) {
        return index.authorization.isPresent()
                && index.isGuarded.test(path)
                && !index.authorization.get().equals(header(exchange, "Authorization"));
    }

    private void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        if (!is(Manner.NO_CONTENT_TYPE)) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void half(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private void stall(HttpExchange exchange, byte[] body) throws IOException {
        half(exchange, "application/octet-stream", body);
        try {
            index.closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endless(HttpExchange exchange, String path) throws IOException {
        boolean isPage = path.startsWith("/simple/");
        exchange.getResponseHeaders().set("Content-Type", isPage ? "text/html" : "application/octet-stream");
        exchange.sendResponseHeaders(200, 0);
        byte[] chunk = "<a href='x-1.0-py3-none-any.whl'>x</a>\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            while (index.closed.getCount() > 0) {
                out.write(chunk);
            }
        }
    }

    private boolean is(Manner manner) {
        return index.manners.contains(manner);
    }

    private static boolean takeOne(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private static String host(HttpExchange exchange) {
        return header(exchange, "Host");
    }

    private static String header(HttpExchange exchange, String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        return value == null ? "" : value;
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }
}
