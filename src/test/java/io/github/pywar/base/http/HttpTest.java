package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndex.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

    private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8);
    private static final String NAME = "demo-1.0.tar.gz";

    private final List<Duration> pauses = new ArrayList<>();
    private final Retries retries = new Retries(3, Duration.ofSeconds(1), pauses::add);
    private TestIndex index;

    @BeforeEach
    void serve() {
        index = TestIndex.start().add(NAME, CONTENT);
    }

    @AfterEach
    void end() {
        index.close();
    }

    @Test
    void readsAUrl() throws IOException {
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME));

            assertThat(http.get(request, HttpResponse::bytes)).isEqualTo(CONTENT);
            assertThat(http.get(request, HttpResponse::status)).isEqualTo(200);
        }
        assertThat(index.requests())
                .allSatisfy(request -> assertThat(request.header("User-Agent"))
                        .hasValueSatisfying(agent -> assertThat(agent).startsWith("pywar")));
    }

    @Test
    void readsARange() throws IOException {
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME))
                    .header("Range", "bytes=5-14")
                    .verbatim();

            byte[] range = http.get(request, response -> response.status() == 206 ? response.bytes() : new byte[0]);

            assertThat(range).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 15));
        }
        assertThat(index.requests().get(0).header("Accept-Encoding")).hasValue("identity");
    }

    @Test
    void aMissingFileIsAnAnswer() throws IOException {
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(index.at("/files/none")), HttpResponse::isMissing))
                    .isTrue();
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void asksAgainAfterServerErrorsAndDroppedConnectionsWaitingTwiceAsLongEachTime() throws IOException {
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
    void givesUpAfterTheLastTryAndNamesUrlAndCause() {
        index.failing(100);
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + index.fileUrl(NAME)
                            + "`: the server answers 503 Service Unavailable (asked 4 times)");
        }
        assertThat(index.requests()).hasSize(4);
    }

    @Test
    void aTruncatedAnswerIsAFailureNotAShortFile() {
        index.with(Manner.TRUNCATED_FILES);
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("the answer broke off before its end (asked 4 times)");
        }
    }

    @Test
    void aServerThatIsNotThereIsToldWithTheCause() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + port + "/simple/");
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(nowhere), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessage("Could not read `" + nowhere + "`: connection refused (asked 4 times)");
        }
    }

    @Test
    void anEndlessAnswerEndsAtTheLimit() {
        index.with(Manner.ENDLESS);
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME)).limit(100_000);

            assertThatThrownBy(() -> http.get(request, HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("the answer is longer than the 100000 bytes it may have");
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void whatNobodyReadsOfAnAnswerMayBeLongerThanAllowed() throws IOException {
        try (Http http = http().build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME)).limit(2);

            assertThat(http.get(request, HttpResponse::status)).isEqualTo(200);
            assertThat(http.get(request, HttpResponse::status)).isEqualTo(200);
        }
    }

    @Test
    void aCompressedAnswerIsInflatedAndItsInflatedSizeIsLimited() throws IOException {
        index.add("bomb-1.0.tar.gz", new byte[5_000_000]).with(Manner.GZIPPED);
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
            HttpRequest bomb = HttpRequest.of(index.fileUrl("bomb-1.0.tar.gz")).limit(1_000_000);
            assertThatThrownBy(() -> http.get(bomb, HttpResponse::bytes))
                    .hasMessageEndingWith("the answer is longer than the 1000000 bytes it may have");
        }
    }

    @Test
    void aRedirectToItselfIsAFailureThatIsNotTriedAgain() throws IOException {
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
    void aSlowAnswerEndsWithItsPatience() {
        index.with(Manner.ENDLESS);
        try (Http http = http().clock(new LeapingClock(Duration.ofSeconds(50))).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageContaining("the answer is too slow: ");
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void aSilentAnswerEndsWithTheTimeout() {
        index.with(Manner.STALLING_FILES);
        try (Http http = http().timeout(Duration.ofMillis(50))
                .retries(new Retries(0, Duration.ZERO, pauses::add))
                .build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageEndingWith("no answer in time");
        }
    }

    @Test
    void anUnreadBodyDoesNotHoldTheConnectionUp() throws IOException {
        index.with(Manner.ENDLESS);
        try (Http http = http().connections(1).build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::status))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void requestsWaitForTheirTurnWhenAllConnectionsAreTaken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Http http = http().connections(1).build()) {
            List<Callable<byte[]>> work =
                    Collections.nCopies(24, () -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes));
            for (Future<byte[]> answer : threads.invokeAll(work)) {
                assertThat(answer.get()).isEqualTo(CONTENT);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(index.requests()).hasSize(24);
    }

    @Test
    void theHandlersOwnFailureIsNotTriedAgain() {
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), response -> {
                        throw new IOException("the disk is full");
                    }))
                    .hasMessage("the disk is full");
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void refusedCredentialsAreToldApartFromNone() {
        index.guardedBy("ann", "secret");
        try (Http http = http().build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageStartingWith("Not allowed to read `" + index.fileUrl(NAME)
                            + "`: 127.0.0.1 refuses requests without a user and password (401)\nhint: give a user");
            URI wrong = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://ann:wrong@"));
            assertThatThrownBy(() -> http.get(HttpRequest.of(wrong), HttpResponse::bytes))
                    .hasMessageStartingWith("Not allowed to read `" + index.fileUrl(NAME)
                            + "`: 127.0.0.1 refuses the user and password that it got (401)\nhint: give a user");
        }
        assertThat(index.requests()).hasSize(2);
    }

    @Test
    void sendsTheCredentialsOfTheLongestPrefix() throws IOException {
        index.guardedBy("ann", "secret");
        Credentials credentials = Credentials.NONE
                .with(index.at("/"), new Credential("bob", "other"))
                .with(index.at("/files/"), new Credential("ann", "secret"));
        try (Http http = http().credentials(credentials).build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
        }
    }

    @Test
    void aUserAndPasswordInTheUrlAreSentAsCredentials() throws IOException {
        index.guardedBy("a@b", "p:w");
        URI uri = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://a%40b:p%3Aw@"));
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(uri), HttpResponse::bytes)).isEqualTo(CONTENT);
            URI end = http.get(HttpRequest.of(uri), HttpResponse::uri);
            assertThat(end).isEqualTo(index.fileUrl(NAME));
        }
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherHost() throws IOException {
        index.add("demo-1.0-py3-none-any.whl", zip()).with(Manner.PAGES_ELSEWHERE);
        Credentials credentials = Credentials.NONE.with(index.url(), new Credential("ann", "secret"));
        try (Http http = http().credentials(credentials).build()) {
            URI end = http.get(HttpRequest.of(index.url().resolve("demo/")), HttpResponse::uri);
            assertThat(end.getHost()).isEqualTo("localhost");
        }
        List<Request> requests = index.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).header("Authorization")).isPresent();
        assertThat(requests.get(1).header("Authorization")).isEmpty();
    }

    @Test
    void asksNobodyWhenOffline() {
        try (Http http = http().offline(true).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(UserException.class)
                    .hasMessage("Not asked for `" + index.fileUrl(NAME)
                            + "`: the build is offline\nhint: build once without `-o`");
        }
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void noMessageHoldsAPassword() {
        index.failing(100);
        URI uri = URI.create(index.fileUrl(NAME).toString().replace("http://", "http://ann:hunter2@"));
        try (Http http = http().build();
                Http offline = http().offline(true).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(uri), HttpResponse::bytes))
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> offline.get(HttpRequest.of(uri), HttpResponse::bytes))
                    .hasMessageNotContaining("hunter2");
        }
    }

    private Http.Builder http() {
        return Http.builder().retries(retries);
    }

    private static byte[] zip() {
        return new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    }

    /** Goes on by the same step at every look. */
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
