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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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

    /** Each response is held until a third one comes, or until all others wait for it. */
    @Test
    void limitsTheSimultaneousRequestsToAllHosts() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<Boolean>> work = new ArrayList<>();
        try (TestIndex files = TestIndex.start().add(NAME, CONTENT);
                Http http = http().connections(2).build()) {
            for (int i = 0; i < 4; i++) {
                URI url = (i % 2 == 0 ? index : files).fileUrl(NAME);
                work.add(new FutureTask<>(() -> http.get(HttpRequest.of(url), response -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    while (most.get() < 2 || most.get() < 3 && waiting(threads) < threads.size() - 2) {
                        Thread.onSpinWait();
                    }
                    open.decrementAndGet();
                    return true;
                })));
                threads.add(new Thread(work.get(i)));
            }
            threads.forEach(Thread::start);
            for (FutureTask<Boolean> each : work) {
                each.get();
            }
        }
        assertThat(most.get()).isEqualTo(2);
    }

    /** @return how many threads wait, or ended */
    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .map(Thread::getState)
                .filter(Set.of(Thread.State.WAITING, Thread.State.TERMINATED)::contains)
                .count();
    }

    @Test
    void acceptsAnyLimit() throws IOException {
        try (Http http = http().connections(Integer.MAX_VALUE).build()) {
            assertThat(http.get(HttpRequest.of(index.fileUrl(NAME)), HttpResponse::bytes))
                    .isEqualTo(CONTENT);
        }
    }

    /** A thread that makes many requests ahead does not delay the request that another thread waits for. */
    @Test
    void makesRequestsInTheOrderOfTheirArrival() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Http http = http().connections(1).build()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME));
            FutureTask<Boolean> waiting = new FutureTask<>(() -> http.get(request, response -> order.add("second")));
            http.get(request, response -> {
                Thread thread = new Thread(waiting);
                thread.start();
                while (!thread.getState().name().endsWith("WAITING")) {
                    Thread.onSpinWait();
                }
                return order.add("first");
            });
            http.get(request, response -> order.add("third"));
            waiting.get();
        }
        assertThat(order).containsExactly("first", "second", "third");
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
