package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.testing.RawServer;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Failures and retries. */
class HttpFailuresTest extends HttpFixture {

    @Test
    void retriesWithDoubledDelays() throws IOException {
        index.failing(2);
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
            assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
            index.dropping(1);
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
        }
        assertThat(index.requests()).hasSize(5);
    }

    @Test
    void doesNotRetryAfterTheClientIsClosed() {
        byte[] half = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII);
        Http http = http().build();
        HttpResponse.Handler<byte[]> closing = response -> {
            http.close();
            return response.bytes();
        };
        try (RawServer server = RawServer.start((request, out) -> out.write(half))) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(server.url("/")), closing))
                    .isInstanceOf(HttpFailure.class);
        }
        assertThat(pauses).isEmpty();
    }

    /** The waiting request has no connection yet that closing could end. */
    @Test
    void failsIfTheClientIsClosedWhileARequestWaitsForAnother() throws Exception {
        index.with(Manner.STALLING_FILES);
        Http http = http().connections(1).build();
        HttpRequest request = HttpRequest.of(index.fileUrl(NAME));
        CountDownLatch arrived = new CountDownLatch(1);
        FutureTask<byte[]> first = new FutureTask<>(() -> http.get(request, response -> {
            arrived.countDown();
            return response.bytes();
        }));
        FutureTask<byte[]> second = new FutureTask<>(() -> http.get(request, HttpResponse::bytes));
        new Thread(first).start();
        arrived.await();
        startWaiting(second);
        http.close();

        for (FutureTask<byte[]> each : List.of(first, second)) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(HttpFailure.class);
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void failsIfTheClientIsClosedWhileARequestWaitsForItsRetry() {
        index.failing(1);
        Http[] http = new Http[1];
        http[0] = Http.builder()
                .retries(new Retries(3, Duration.ofSeconds(1), pause -> http[0].close()))
                .build();

        assertThatThrownBy(() -> http[0].get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                .isInstanceOf(HttpFailure.class)
                .hasMessage("Could not read `" + index.fileUrl(NAME) + "`: the client is closed");
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void endsWaitingForAnotherRequestIfInterrupted() throws Exception {
        try (Http http = http().connections(1).build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME));
            FutureTask<byte[]> second = new FutureTask<>(() -> http.get(request, HttpResponse::bytes));
            http.get(request, response -> {
                startWaiting(second).interrupt();
                assertThatThrownBy(second::get).hasCauseInstanceOf(InterruptedIOException.class);
                return response.bytes();
            });
            assertThat(http.get(request, HttpResponse::bytes)).isEqualTo(CONTENT);
        }
        assertThat(index.requests()).hasSize(2);
    }

    /** @return the thread of the task, which waits */
    private static Thread startWaiting(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        while (!thread.getState().name().endsWith("WAITING") && !task.isDone()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void reportsUrlAndCauseAfterTheLastTry() {
        index.failing(100);
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + index.fileUrl(NAME)
                            + "`: the server answers 503 Service Unavailable (tried 4 times)");
        }
        assertThat(index.requests()).hasSize(4);
    }

    @Test
    void failsAtATruncatedResponse() {
        index.with(Manner.TRUNCATED_FILES);
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("the response ended early (tried 4 times)");
        }
    }

    @Test
    void reportsThatTheServerIsDown() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + port + "/simple/");
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(nowhere), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + nowhere + "`: connection refused (tried 4 times)");
        }
    }

    @Test
    void limitsAnEndlessResponse() {
        index.with(Manner.ENDLESS);
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME)).limit(100_000);

            assertThatThrownBy(() -> http.get(request, HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("the response is longer than the limit of 100000 bytes");
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void allowsAnUnreadRestBeyondTheLimit() throws IOException {
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME)).limit(2);

            assertThat(http.get(request, HttpResponse::status)).isEqualTo(200);
            assertThat(http.get(request, HttpResponse::status)).isEqualTo(200);
        }
    }

    @Test
    void failsAtARedirectLoopWithoutARetry() throws IOException {
        index.add("demo-1.0-py3-none-any.whl", zip()).with(Manner.REDIRECT_LOOP);
        URI page = index.url().resolve("demo/");
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(page), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + page + "`: Circular redirect to '" + page + "'");
        }
        assertThat(index.requests()).hasSizeLessThan(3);
    }

    @Test
    void limitsTheTimeOfASlowResponse() {
        index.with(Manner.ENDLESS);
        try (Http http = http().clock(new LeapingClock(Duration.ofSeconds(50))).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageContaining("the response is too slow: ");
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void limitsTheTimeOfASilentResponse() {
        index.with(Manner.STALLING_FILES);
        try (Http http = http().timeout(Duration.ofMillis(50))
                .retries(new Retries(0, Duration.ZERO, pauses::add))
                .build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("no response in time");
        }
    }

    @Test
    void retriesNoFailureOfTheHandler() {
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), response -> {
                        throw new IOException("the disk is full");
                    }))
                    .hasMessage("the disk is full");
        }
        assertThat(index.requests()).hasSize(1);
    }

    /** Clock that advances by the same step at each call. */
    private static final class LeapingClock extends Clock {

        private final Duration step;
        private Instant now = Instant.EPOCH;

        LeapingClock(Duration step) {
            this.step = step;
        }

        @Override
        public synchronized Instant instant() {
            now = now.plus(step);
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
