package io.github.pywar.testing.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private HttpServer server;
    private final AtomicInteger seen = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsEachAnswer() throws IOException {
        answer(number -> number < 50 ? 503 : 200);
        LoadReport report = run(100);
        assertThat(report.requests()).isGreaterThanOrEqualTo(100L);
        assertThat(report.failed()).isEqualTo(50);
        assertThat(report.failures()).singleElement().asString().startsWith("503 ok, 50 times, after ");
        assertThat(report.bodies()).containsEntry("failed", 50L).containsEntry("ok", report.requests() - 50);
    }

    @Test
    void countsBrokenConnections() throws IOException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.close();
        });
        assertThat(run(10).failed()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void sendsRequestsAtItsPace() throws IOException {
        answer(number -> 200);
        LoadReport report = run(300);
        assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofMillis(report.requests() / 2 - 1));
    }

    @Test
    void measuresTheLongestTimeWithoutAnAnswer() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            if (seen.incrementAndGet() > 20 && seen.get() <= 22) {
                await(never, Duration.ofMillis(300));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        LoadReport report = run(40);
        assertThat(report.stall()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        assertThat(report.slowest()).isGreaterThanOrEqualTo(report.stall().minusMillis(50));
    }

    private void answer(IntUnaryOperator status) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.applyAsInt(seen.getAndIncrement()), 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
    }

    private LoadReport run(int requests) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (Load load = Load.newConnections(uri, 2)) {
            return load.awaitAnswered(requests).finish();
        }
    }

    private static void await(CountDownLatch latch, Duration patience) {
        try {
            latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
