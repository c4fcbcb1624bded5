package io.github.pywar.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.faults.Fault.Answer;
import io.github.pywar.testing.TestIndexFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Index and upload server on the loopback interface, whose answers to one kind of request can have a fault. */
final class FaultyIndex implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("(?im)^Range: bytes=([0-9]*+)-([0-9]*+)\\r?$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: ([0-9]++)\\r?$");
    private static final String JSON = "application/vnd.pypi.simple.v1+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<TestIndexFile> files;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile RequestKind kind = RequestKind.WHEEL;
    private volatile Fault fault = Fault.TRUNCATED;
    private volatile boolean hasOnlySha512;

    FaultyIndex(List<TestIndexFile> files) throws IOException {
        this.files = files;
        thread(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/simple/");
    }

    /** Sets how pages describe metadata, and the fault of the next {@code times} answers to that kind of request. */
    void fault(RequestKind faultyKind, Fault next, int times) {
        kind = faultyKind;
        fault = next;
        left.set(times);
        requests.set(0);
    }

    /** Lets pages have another strong hash than SHA-256. */
    void onlySha512() {
        hasOnlySha512 = true;
    }

    private static String sha512(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of requests since the fault was set. */
    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty-index");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (!head.isEmpty()) {
                requests.incrementAndGet();
                answer(client, head);
            }
        } catch (IOException clientIsGone) {
            return;
        } finally {
            open.remove(client);
        }
    }

    private void answer(Socket client, String head) throws IOException {
        String path = head.split(" ")[1];
        Matcher range = RANGE.matcher(head);
        boolean isRanged = range.find();
        RequestKind asked = asked(head, path, isRanged && !range.group(2).isEmpty());
        boolean isFaulty = asked == kind && isTarget(path) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            client.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
        }
        byte[] complete = content(path, isFaulty && (fault == Fault.WRONG_HASHES || fault == Fault.CHANGED));
        Answer right = right(path, complete, isRanged ? range : null);
        if (isFaulty && right.body().length > 0) {
            write(client, fault.changed(right, complete, path));
        } else {
            right.write(client.getOutputStream(), right.body().length, right.body().length);
        }
    }

    /** One file of several has the fault: they are requested at the same time, in any order. */
    private boolean isTarget(String path) {
        return kind == RequestKind.UPLOAD || path.contains(kind == RequestKind.SDIST ? "/pure-" : "/demo");
    }

    private RequestKind asked(String head, String path, boolean isPart) {
        if (head.startsWith("POST ")) {
            return RequestKind.UPLOAD;
        }
        if (path.startsWith("/simple/")) {
            return RequestKind.PAGE;
        }
        if (path.endsWith(".metadata")) {
            return kind.isMetadata() ? kind : RequestKind.METADATA_OF_JSON;
        }
        if (path.endsWith(".tar.gz")) {
            return RequestKind.SDIST;
        }
        return isPart
                ? RequestKind.RANGED_METADATA
                : kind == RequestKind.LOCKED_WHEEL ? RequestKind.LOCKED_WHEEL : RequestKind.WHEEL;
    }

    private void write(Socket client, Answer answer) throws IOException {
        int length = answer.body().length;
        switch (fault) {
            case TRUNCATED -> answer.write(client.getOutputStream(), length, length / 2);
            case STALLED -> {
                answer.write(client.getOutputStream(), length, length / 2);
                client.getInputStream().read(); // until the client closes the connection
            }
            case RESET -> {
                answer.write(client.getOutputStream(), length, length / 2);
                client.setSoLinger(true, 0);
            }
            case NO_ANSWER -> client.shutdownOutput();
            case SHORTER_LENGTH -> answer.write(client.getOutputStream(), length / 2, length);
            case LONGER_LENGTH -> answer.write(client.getOutputStream(), 2 * length, length);
            default -> answer.write(client.getOutputStream(), length, length);
        }
    }

    private static Answer right(String path, byte[] complete, Matcher range) {
        if (complete.length == 0) {
            return new Answer(404);
        }
        if (range == null) {
            return new Answer(200, type(path, complete), complete);
        }
        int total = complete.length;
        int from = range.group(1).isEmpty()
                ? Math.max(0, total - Integer.parseInt(range.group(2)))
                : Integer.parseInt(range.group(1));
        int to = range.group(1).isEmpty() || range.group(2).isEmpty()
                ? total
                : Math.min(total, Integer.parseInt(range.group(2)) + 1);
        return new Answer(
                206, "application/octet-stream", Arrays.copyOfRange(complete, from, to), Fault.range(from, to, total));
    }

    private static String type(String path, byte[] complete) {
        return !path.startsWith("/simple/") ? "application/octet-stream" : complete[0] == '{' ? JSON : "text/html";
    }

    private byte[] content(String path, boolean isOther) {
        if (path.equals("/upload/")) {
            return "accepted".getBytes(StandardCharsets.UTF_8);
        }
        if (path.startsWith("/simple/")) {
            String project = path.substring("/simple/".length()).replace("/", "");
            List<TestIndexFile> listed = files.stream()
                    .filter(file -> file.project().equals(project))
                    .toList();
            return listed.isEmpty() ? new byte[0] : page(listed, isOther).getBytes(StandardCharsets.UTF_8);
        }
        String name = path.substring("/files/".length());
        TestIndexFile file = files.stream()
                .filter(one -> name.equals(one.fileName()) || name.equals(one.fileName() + ".metadata"))
                .findFirst()
                .orElse(null);
        if (file == null) {
            return new byte[0];
        }
        byte[] content = isOther ? FaultyPackages.changed(file) : file.content();
        return name.endsWith(".metadata")
                ? TestIndexFile.of(file.fileName(), content)
                        .metadata()
                        .orElseThrow()
                        .getBytes(StandardCharsets.UTF_8)
                : content;
    }

    private String page(List<TestIndexFile> listed, boolean isOther) {
        return kind == RequestKind.METADATA_OF_HTML ? html(listed) : json(listed, isOther);
    }

    private String json(List<TestIndexFile> listed, boolean isOther) {
        ObjectNode page = MAPPER.createObjectNode();
        page.putObject("meta").put("api-version", "1.1");
        for (TestIndexFile file : listed) {
            byte[] content = isOther ? FaultyPackages.changed(file) : file.content();
            ObjectNode row = page.withArray("files").addObject();
            row.put("filename", file.fileName()).put("url", "/files/" + file.fileName());
            row.put("size", fault == Fault.WRONG_HASHES ? file.content().length : content.length);
            row.putObject("hashes")
                    .put(
                            hasOnlySha512 ? "sha512" : "sha256",
                            hasOnlySha512 ? sha512(content) : Sha256.of(content).hex());
            if (kind == RequestKind.METADATA_OF_JSON && file.metadata().isPresent()) {
                row.putObject("core-metadata").put("sha256", metadataHash(file));
            }
        }
        return page.toString();
    }

    private static String html(List<TestIndexFile> listed) {
        StringBuilder page = new StringBuilder("<!doctype html><html><body>");
        for (TestIndexFile file : listed) {
            String metadata =
                    file.metadata().isPresent() ? " data-dist-info-metadata=\"sha256=" + metadataHash(file) + "\"" : "";
            page.append("<a href=\"/files/%s#sha256=%s\"%s>%s</a>"
                    .formatted(file.fileName(), Sha256.of(file.content()).hex(), metadata, file.fileName()));
        }
        return page.append("</body></html>").toString();
    }

    private static String metadataHash(TestIndexFile file) {
        return Sha256.of(file.metadata().orElseThrow().getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
