package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests for pages, with and without the cache. */
class FreshPagesTest extends SimpleIndexFixture {

    @Test
    void doesNotRequestAFreshPage() throws IOException {
        List<DistributionFile> first = index().project(DEMO).orElseThrow().files();
        clock.pass(Duration.ofMinutes(9));

        List<DistributionFile> second = index().project(DEMO).orElseThrow().files();

        assertThat(second).isEqualTo(first);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void requestsAStalePage() throws IOException {
        index().project(DEMO);
        clock.pass(Duration.ofMinutes(10));
        TestWheel newer = TestWheel.of("demo", "1.1");
        server.add(newer.fileName(), newer.bytes());

        assertThat(index().project(DEMO).orElseThrow().files()).hasSize(2);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void revalidatesAStalePage() throws IOException {
        server.with(Manner.VALIDATORS);
        List<DistributionFile> first = index().project(DEMO).orElseThrow().files();
        clock.pass(Duration.ofMinutes(10));

        assertThat(index().project(DEMO).orElseThrow().files()).isEqualTo(first);
        assertThat(server.requests().get(1).header("If-None-Match")).isPresent();
        assertThat(index().project(DEMO)).isPresent();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void requestsAPageOnceInARefreshingBuild() throws IOException {
        index().project(DEMO);
        SimpleIndex refreshing =
                SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), http, new PageCache(folder, clock, true));

        refreshing.project(DEMO);
        refreshing.project(DEMO);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void treatsAPageOfThisBuildAsFreshUnderEveryPolicy() throws IOException {
        index().project(DEMO);
        PageCache refreshing = new PageCache(folder, clock, true);
        clock.pass(Duration.ofSeconds(1));

        SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), http, refreshing).project(DEMO);
        SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), http, refreshing).project(DEMO);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void sendsOneRequestForConcurrentCallers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            SimpleIndex index = index();
            Callable<Boolean> work = () -> index.project(DEMO).isPresent();
            for (Future<Boolean> answer :
                    threads.invokeAll(Stream.generate(() -> work).limit(20).toList())) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void requestsADamagedPageAgain() throws IOException {
        index().project(DEMO);
        Path page = cached().get(0);
        byte[] bytes = Files.readAllBytes(page);
        bytes[bytes.length / 2] ^= 1;
        Files.write(page, bytes);

        assertThat(index().project(DEMO)).isPresent();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void reportsATruncatedPageAndDoesNotCacheIt() throws IOException {
        server.with(Manner.TRUNCATED_PAGES);

        assertThatThrownBy(() -> index().project(DEMO))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("the response ended early");
        assertThat(cached()).isEmpty();

        server.with(Manner.HTML_ONLY);
        assertThatThrownBy(() -> index().project(DEMO)).isInstanceOf(HttpFailure.class);
        assertThat(cached()).isEmpty();
    }

    @Test
    void readsACachedPageOfAnyAgeOffline() throws IOException {
        index().project(DEMO);
        clock.pass(Duration.ofDays(400));
        try (Http offline = http().offline(true).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), offline, cache());
            assertThat(index.project(DEMO)).isPresent();
        }
    }

    @Test
    void reportsAMissingPageOffline() {
        try (Http offline = http().offline(true).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), offline, cache());
            golden("offline.txt", catchThrowable(() -> index.project(DEMO)));
        }
    }
}
