package io.github.pywar.testing.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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

/** Clients that ask one URI again and again, each waiting for its answer, until so many requests were sent. */
public final class Load implements AutoCloseable {

    private static final Timeout PATIENCE = Timeout.ofSeconds(60);

    private final URI uri;
    private final long requests;
    private final CloseableHttpClient client;
    private final List<Thread> clients = new ArrayList<>();

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> bodies = new ConcurrentHashMap<>();
    private final long began = System.nanoTime();
    private long lastAnswer = began;
    private long stall;
    private long slowest;

    private Load(URI uri, long requests, HttpClientBuilder client) {
        this.uri = uri;
        this.requests = requests;
        this.client = client.disableAutomaticRetries().disableRedirectHandling().build();
    }

    /** Starts clients that open a connection for each request. */
    public static Load newConnections(URI uri, int clients, long requests) {
        HttpClientBuilder once = HttpClients.custom().setConnectionReuseStrategy((request, response, context) -> false);
        return new Load(uri, requests, connections(once, clients)).start(clients);
    }

    /** Starts clients that each keep their connection as long as the server does. */
    public static Load keptAlive(URI uri, int clients, long requests) {
        return new Load(uri, requests, connections(HttpClients.custom(), clients)).start(clients);
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
            Thread thread = new Thread(this::ask, "load-" + i);
            thread.setDaemon(true);
            clients.add(thread);
        }
        clients.forEach(Thread::start);
        return this;
    }

    /** Waits until that many requests have been answered or have failed. */
    public Load awaitAnswered(long count) {
        while (answered.get() < Math.min(count, requests)) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return this;
    }

    /** @return the report, once all requests were sent and answered */
    public LoadReport report() {
        try {
            for (Thread thread : clients) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted under load", e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new LoadReport(
                answered.get(),
                List.copyOf(failures),
                bodies,
                Duration.ofNanos(stall),
                Duration.ofNanos(slowest),
                took);
    }

    private void ask() {
        while (sent.getAndIncrement() < requests) {
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
            note(before, System.nanoTime());
        }
    }

    private String failed(String why) {
        failures.add(
                why + " after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
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
        sent.set(requests);
        client.close();
    }
}
