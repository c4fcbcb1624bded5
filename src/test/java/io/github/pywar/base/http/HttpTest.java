package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpTest extends HttpFixture {

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
    void returnsAMissingFileAsAResult() throws IOException {
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(index.at("/files/none")), HttpResponse::isMissing))
                    .isTrue();
        }
        assertThat(index.requests()).hasSize(1);
    }

    @Test
    void limitsTheInflatedSize() throws IOException {
        index.add("bomb-1.0.tar.gz", new byte[5_000_000]).with(Manner.GZIPPED);
        try (Http http = http().build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
            HttpRequest bomb = HttpRequest.of(index.fileUrl("bomb-1.0.tar.gz")).limit(1_000_000);
            assertThatThrownBy(() -> http.get(bomb, HttpResponse::bytes))
                    .hasMessageEndingWith("the response is longer than the limit of 1000000 bytes");
        }
    }

    @Test
    void reusesTheConnectionOfAnUnreadBody() throws IOException {
        index.with(Manner.ENDLESS);
        try (Http http = http().connections(1).build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::status))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void waitsForAFreeConnection() throws Exception {
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

    /** An index has its pages and its files on different hosts. */
    @Test
    void keepsAConnectionToEachHost() throws IOException {
        try (TestIndex files = TestIndex.start().add(NAME, CONTENT);
                Http http = http().connections(1).build()) {
            for (int i = 0; i < 3; i++) {
                http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes);
                http.get(HttpRequest.of(files.fileUrl(NAME)), HttpResponse::bytes);
            }
            for (TestIndex host : List.of(index, files)) {
                assertThat(host.requests()).hasSize(3);
                assertThat(host.requests().stream()
                                .map(TestIndex.Request::clientPort)
                                .distinct())
                        .hasSize(1);
            }
        }
    }

    @Test
    void limitsTheSimultaneousRequestsToAllHosts() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (TestIndex files = TestIndex.start().add(NAME, CONTENT);
                Http http = http().connections(2).build()) {
            List<Callable<byte[]>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                URI url = (i % 2 == 0 ? index : files).fileUrl(NAME);
                work.add(() -> http.get(HttpRequest.of(url), response -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    byte[] content = response.bytes();
                    open.decrementAndGet();
                    return content;
                }));
            }
            for (Future<byte[]> answer : threads.invokeAll(work)) {
                assertThat(answer.get()).isEqualTo(CONTENT);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void makesNoRequestOffline() {
        try (Http http = http().offline(true).build()) {
            assertThatThrownBy(() -> http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isInstanceOf(UserException.class)
                    .hasMessage("`" + index.fileUrl(NAME)
                            + "` is not requested: the build is offline\nhint: run this once with network access");
        }
        assertThat(index.requests()).isEmpty();
    }
}
