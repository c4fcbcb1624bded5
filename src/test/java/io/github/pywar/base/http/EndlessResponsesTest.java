package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.RawServer;
import io.github.pywar.testing.TestClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endless responses, in every part of a response: each is refused with a message, after one request. */
@Timeout(60)
class EndlessResponsesTest extends HttpFixture {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final AtomicInteger requests = new AtomicInteger();

    /** Name, text that the server sends once, and text that it repeats. */
    static Stream<Arguments> responses() {
        return Stream.of(
                Arguments.of("many-headers", OK, "X-A: b\r\n"),
                Arguments.of("long-header", OK + "X-A: ", "a"),
                Arguments.of("long-status-line", "HTTP/1.1 200 ", "OK"),
                Arguments.of("folded-header", OK + "X-A: b\r\n", " c\r\n"),
                Arguments.of("interim-responses", "", "HTTP/1.1 103 Early Hints\r\n\r\n"),
                Arguments.of("interim-headers", "", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
                Arguments.of("empty-lines", "", "\r\n"),
                Arguments.of("chunk-extension", CHUNKED + "5;", "x"),
                Arguments.of("trailers", CHUNKED + "0\r\n", "X-A: b\r\n"),
                Arguments.of("endless-chunks", CHUNKED, "1\r\nx\r\n"),
                Arguments.of("no-length", OK + "Connection: close\r\n\r\n", "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void refusesASlowEndlessResponse(String name, String begin, String again) {
        String message = refused(begin, again, Duration.ofSeconds(1));

        if (name.equals("long-header")) {
            Golden.assertMatches("http/drip.txt", message);
        }
        assertThat(message).matches("(?s).*(the response is too slow|is too large or has no end).*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void refusesAFastEndlessResponse(String name, String begin, String again) {
        String many = again.repeat(Math.max(1, 8192 / again.length()));
        Golden.assertMatches("http/flood-" + name + ".txt", refused(begin, many, Duration.ZERO));
    }

    /** The time of a response begins with its first byte: a server may need long to compute it. */
    @Test
    void acceptsAResponseThatBeginsLate() throws IOException {
        try (RawServer server = RawServer.start((request, out) -> {
                    clock.pass(Duration.ofMinutes(5));
                    write(out, OK + "Content-Length: 2\r\nConnection: close\r\n\r\nok");
                });
                Http http = client()) {
            assertThat(http.get(HttpRequest.of(server.url("/")), HttpResponse::bytes))
                    .isEqualTo("ok".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void acceptsSomeInterimResponses() throws IOException {
        try (RawServer server = RawServer.start((request, out) -> write(
                        out,
                        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(16) + OK
                                + "Content-Length: 2\r\nConnection: close\r\n\r\nok"));
                Http http = client()) {
            assertThat(http.get(HttpRequest.of(server.url("/")), HttpResponse::bytes))
                    .isEqualTo("ok".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String refused(String begin, String again, Duration pause) {
        try (RawServer server = RawServer.start((request, out) -> {
                    requests.incrementAndGet();
                    write(out, begin);
                    while (true) {
                        clock.pass(pause);
                        write(out, again);
                    }
                });
                Http http = client()) {
            Throwable fault = catchThrowable(
                    () -> http.get(HttpRequest.of(server.url("/simple/x/")).limit(1 << 20), HttpResponse::bytes));

            assertThat(fault).isInstanceOf(HttpFailure.class);
            assertThat(requests).as("no second try").hasValue(1);
            return fault.getMessage()
                    .replace(server.url("/").toString(), "http://INDEX/")
                    .replaceAll("[0-9]+ bytes in [0-9]+ s", "N bytes in N s");
        }
    }

    private Http client() {
        return http().clock(clock).timeout(Duration.ofSeconds(20)).build();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
