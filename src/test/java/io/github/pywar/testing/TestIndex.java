package io.github.pywar.testing;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;

/**
 * Package index on the loopback interface, with the behaviour of correct and of faulty indexes. Add wheels, set its
 * behaviour ({@link Manner}), and configure the product with {@link #url()}. {@link #requests()} returns the requests
 * that arrived.
 *
 * <pre>{@code
 *     try (TestIndex index = TestIndex.start().add("six-1.0-py3-none-any.whl", bytes).with(Manner.HTML_ONLY)) { … }
 * }</pre>
 */
public final class TestIndex implements AutoCloseable {

    /**
     * Differences from a complete index, which has JSON and HTML by Accept, ranges, and hashes and sizes on its pages.
     */
    public enum Manner {
        /** Pages are HTML, whatever the request accepts. */
        HTML_ONLY,
        /** Pages advertise {@code .metadata} files with their hash, and the index serves them. */
        METADATA,
        /** {@code .metadata} files are advertised with a wrong hash. */
        METADATA_WITH_WRONG_HASH,
        /** {@code .metadata} files are advertised, but the answer is 404. */
        METADATA_MISSING,
        /** Range headers are ignored: the answer is the complete file with status 200. */
        NO_RANGES,
        /** The answer to {@code bytes=-N} is 404, as that of one repository manager. */
        NO_NEGATIVE_RANGES,
        /** 206 with other bytes than the request names. */
        SHIFTED_RANGES,
        /** 206 with the complete file, whatever part the request names. */
        LONGER_RANGES,
        /** ETag on pages and files; 304 to a matching If-None-Match. */
        VALIDATORS,
        /** Hashes on pages differ from those of the files. */
        WRONG_HASHES,
        /** No hashes on pages. */
        NO_HASHES,
        /** No sizes on pages (JSON api 1.0). */
        NO_SIZES,
        /** Answers have no Content-Type. */
        NO_CONTENT_TYPE,
        /** Files end half way, then the connection is closed. */
        TRUNCATED_FILES,
        /** Pages end half way, then the connection is closed. */
        TRUNCATED_PAGES,
        /** The first half of a file arrives, then nothing until the index is closed. */
        STALLING_FILES,
        /** Files and pages never end. */
        ENDLESS,
        /** Pages point to files on the same server under another host name. */
        FILES_ELSEWHERE,
        /** Files are compressed in transfer, whatever the request accepts. */
        GZIPPED,
        /** Every page redirects to itself. */
        REDIRECT_LOOP,
        /** Pages redirect to another host name. */
        PAGES_ELSEWHERE,
    }

    /**
     * Request as it arrived.
     *
     * @param headers by name, case-insensitive
     * @param clientPort port of the client's end of the connection
     */
    public record Request(String method, String path, Map<String, String> headers, int clientPort) {

        /** Returns the header's first value. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public String toString() {
            return method + " " + path
                    + header("Range").map(range -> " " + range).orElse("");
        }
    }

    final Map<String, TestIndexFile> files = new ConcurrentSkipListMap<>();
    final Map<String, TestIndexPage> pages = new ConcurrentHashMap<>();
    final Map<String, String> redirects = new ConcurrentHashMap<>();
    final Set<String> endless = ConcurrentHashMap.newKeySet();
    final Set<Manner> manners = ConcurrentHashMap.newKeySet();
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger drops = new AtomicInteger();
    volatile Optional<String> authorization = Optional.empty();
    volatile int refusal = 401;
    volatile int rangeRefusal;
    volatile Predicate<String> isGuarded = path -> true;

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-index");
        thread.setDaemon(true);
        return thread;
    });

    private TestIndex(Optional<HttpsConfigurator> security) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (security.isPresent()) {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(security.get());
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        scheme = security.isPresent() ? "https" : "http";
        server.setExecutor(threads);
        server.createContext("/", new TestIndexHandler(this));
        server.start();
    }

    /** Returns an empty index that already serves. */
    public static TestIndex start() {
        return start(Optional.empty());
    }

    /** Returns an empty index over https. */
    public static TestIndex startSecure(TestCertificate certificate) {
        return start(Optional.of(new HttpsConfigurator(certificate.context())));
    }

    /** Returns an empty index over https, for clients that present that certificate. */
    public static TestIndex startSecureForClientsWith(TestCertificate certificate) {
        return start(Optional.of(new HttpsConfigurator(certificate.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        }));
    }

    private static TestIndex start(Optional<HttpsConfigurator> security) {
        try {
            return new TestIndex(security);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the index's URL, which ends in {@code /simple/}. */
    public URI url() {
        return at("/simple/");
    }

    /** Returns the URL of a path on this server. */
    public URI at(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** Returns the URL of a file that was added. */
    public URI fileUrl(String fileName) {
        return at("/files/" + fileName.replace("+", "%2B"));
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Adds a file under the project of its name. */
    public TestIndex add(String fileName, byte[] content) {
        return add(TestIndexFile.of(fileName, content));
    }

    /** Adds a file from the disk. */
    public TestIndex add(Path file) {
        try {
            return add(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a file with the data of its page. */
    public TestIndex add(TestIndexFile file) {
        files.put(file.fileName(), file);
        return this;
    }

    /** Serves exactly this content as the page of a project. */
    public TestIndex page(String project, String contentType, String body) {
        pages.put("/simple/" + project + "/", new TestIndexPage(contentType, body));
        return this;
    }

    /** Redirects a path to a location. The header has the location unchanged. */
    public TestIndex redirect(String path, String location) {
        redirects.put(path, location);
        return this;
    }

    /** Serves exactly this content at a path. */
    public TestIndex serve(String path, String contentType, String body) {
        pages.put(path, new TestIndexPage(contentType, body));
        return this;
    }

    /** Serves an answer without end at that path. */
    public TestIndex endless(String path) {
        endless.add(path);
        return this;
    }

    /** Adds manners. */
    public TestIndex with(Manner... more) {
        manners.addAll(List.of(more));
        return this;
    }

    /** Removes manners. */
    public TestIndex without(Manner... less) {
        List.of(less).forEach(manners::remove);
        return this;
    }

    /** Answers 503 to the next {@code times} requests. */
    public TestIndex failing(int times) {
        failures.set(times);
        return this;
    }

    /** Closes the connection of the next {@code times} requests without an answer. */
    public TestIndex dropping(int times) {
        drops.set(times);
        return this;
    }

    /** Requires this user and password (Basic) for every path. */
    public TestIndex guardedBy(String user, String password) {
        return guardedBy(user, password, path -> true);
    }

    /** Requires this user and password (Basic) for matching paths. */
    public TestIndex guardedBy(String user, String password, Predicate<String> where) {
        byte[] pair = (user + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        authorization = Optional.of("Basic " + java.util.Base64.getEncoder().encodeToString(pair));
        isGuarded = where;
        return this;
    }

    /** Refuses requests with that status instead of 401. */
    public TestIndex refusingWith(int status) {
        refusal = status;
        return this;
    }

    /** Answers every range with that status. */
    public TestIndex refusingRangesWith(int status) {
        rangeRefusal = status;
        return this;
    }

    /** Returns the requests since the start, or since {@link #forgetRequests()}, in order of arrival. */
    public List<Request> requests() {
        return new ArrayList<>(requests);
    }

    /** Forgets the requests so far. */
    public void forgetRequests() {
        requests.clear();
    }

    void log(String method, String path, Map<String, String> headers, int clientPort) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        requests.add(new Request(method, path, byName, clientPort));
    }

    /** Ends the server. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
