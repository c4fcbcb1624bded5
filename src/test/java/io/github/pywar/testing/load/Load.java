package io.github.pywar.testing.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Clients that request one URI repeatedly until they are stopped. Each client waits for its answer, and sends at most
 * one request in {@link #PACE}: the number of requests depends on the time and not on the machine. The clients stop by
 * themselves after {@value #BOUND} requests in all.
 */
public final class Load implements AutoCloseable {

    private static final Timeout PATIENCE = Timeout.ofSeconds(60);

    private static final Duration PACE = Duration.ofMillis(1);

    private static final long BOUND = 2_000_000;

    private final URI uri;
    private final CloseableHttpClient client;
    private final List<Thread> clients = new ArrayList<>();

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Failures failures = new Failures();
    private final Map<String, Long> bodies = new ConcurrentHashMap<>();
    private final long started = System.nanoTime();
    private long lastAnswer = started;
    private long stall;
    private long slowest;

    private Load(URI uri, HttpClientBuilder client) {
        this.uri = uri;
        this.client = client.disableAutomaticRetries().disableRedirectHandling().build();
    }

    /** Starts clients that open a connection for each request. */
    public static Load newConnections(URI uri, int clients) {
        HttpClientBuilder once = HttpClients.custom().setConnectionReuseStrategy((request, response, context) -> false);
        return new Load(uri, connections(once, clients)).start(clients);
    }

    /** Starts clients that each keep their connection as long as the server does. */
    public static Load keptAlive(URI uri, int clients) {
        return new Load(uri, connections(HttpClients.custom(), clients)).start(clients);
    }

    private static HttpClientBuilder connections(HttpClientBuilder client, int clients) {
        return client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(clients)
                .setMaxConnPerRoute(clients)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(PATIENCE).build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(PATIENCE).build())
                .build());
    }

    private Load start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::sendRequests, "load-" + i);
            thread.setDaemon(true);
            clients.add(thread);
        }
        clients.forEach(Thread::start);
        return this;
    }

    /** Waits until that many requests have been answered or have failed. */
    public Load awaitAnswered(long count) {
        return await("request " + count, () -> answered.get() >= count);
    }

    /** Waits until that answer has arrived. */
    public Load awaitBody(String body) {
        return await("the answer " + body, () -> bodies.containsKey(body));
    }

    /** Returns how many requests have been answered or have failed until now. */
    public long answered() {
        return answered.get();
    }

    private Load await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toDuration().toNanos() * 4;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || answered.get() >= BOUND) {
                throw new AssertionError("did not arrive: " + what + " among " + bodies + failures.texts());
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return this;
    }

    /** Stops the clients and returns the report after the last answers. */
    public LoadReport finish() {
        sent.set(BOUND);
        try {
            for (Thread thread : clients) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted under load", e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        return new LoadReport(
                answered.get(),
                failures.count(),
                failures.texts(),
                bodies,
                Duration.ofNanos(stall),
                Duration.ofNanos(slowest),
                took);
    }

    private void sendRequests() {
        while (sent.getAndIncrement() < BOUND) {
            long before = System.nanoTime();
            try {
                String body = client.execute(new HttpGet(uri), response -> {
                    String text = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
                    return response.getCode() == HttpStatus.SC_OK ? text : failed(response.getCode() + " " + text);
                });
                bodies.merge(body, 1L, Long::sum);
            } catch (IOException e) {
                failed(e.toString());
            }
            long now = System.nanoTime();
            note(before, now);
            LockSupport.parkNanos(before + PACE.toNanos() - now);
        }
    }

    private String failed(String why) {
        failures.add(why, Duration.ofNanos(System.nanoTime() - started));
        return "failed";
    }

    private synchronized void note(long before, long now) {
        stall = Math.max(stall, now - lastAnswer);
        slowest = Math.max(slowest, now - before);
        lastAnswer = now;
        answered.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        sent.set(BOUND);
        client.close();
    }
}
