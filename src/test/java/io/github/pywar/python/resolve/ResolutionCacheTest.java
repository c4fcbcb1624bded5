package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResolutionCacheTest extends ResolutionCacheFixture {

    @Test
    void readsTheSameRequestFromTheCache() throws IOException {
        Resolution first = resolve("shop");
        server.forgetRequests();
        Resolution second = resolve("shop");

        assertThat(second).isEqualTo(first);
        assertThat(second.packages())
                .extracting(Object::toString)
                .isEqualTo(first.packages().stream().map(Object::toString).toList());
        assertThat(server.requests()).isEmpty();
        assertThat(isFromCache()).isTrue();
    }

    @Test
    void searchesForAnotherRequest() throws IOException {
        resolve("shop");
        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(isFromCache()).isFalse();
    }

    @Test
    void revalidatesOldPagesAndUsesTheCacheIfTheyAreUnchanged() throws IOException {
        Resolution first = resolve("shop");
        server.forgetRequests();
        clock.pass(Duration.ofMinutes(11));

        assertThat(resolve("shop")).isEqualTo(first);
        assertThat(isFromCache()).isTrue();
        assertThat(server.requests()).extracting(TestIndex.Request::path).hasSize(4);
    }

    @Test
    void findsANewVersionAsSoonAsThePageIsOld() throws IOException {
        resolve("shop");
        add(TestWheel.of("helper", "1.6"));
        clock.pass(Duration.ofMinutes(11));

        assertThat(names(resolve("shop"))).contains("helper 1.6");
        assertThat(isFromCache()).isFalse();
    }

    @Test
    void findsANewVersionAtOnceIfRefreshing() throws IOException {
        resolve("shop");
        add(TestWheel.of("helper", "1.6"));
        clock.pass(Duration.ofSeconds(1));
        isRefreshing = true;

        assertThat(names(resolve("shop"))).contains("helper 1.6");
    }

    @Test
    void findsAProjectThatAppearsOnAnEarlierIndex() throws IOException {
        try (TestIndex earlier = TestIndex.start()) {
            resolve(List.of(earlier, server), "shop");
            TestWheel wheel = TestWheel.of("helper", "0.1");
            earlier.add(wheel.fileName(), wheel.bytes());
            clock.pass(Duration.ofMinutes(11));

            assertThat(names(resolve(List.of(earlier, server), "shop"))).contains("helper 0.1");
        }
    }

    @Test
    void deletesTheOldestEntries() throws IOException {
        Path resolutions = Files.createDirectories(folder.resolve("resolutions"));
        for (int i = 0; i < 150; i++) {
            Files.writeString(resolutions.resolve("other-" + i), "");
        }
        resolve("shop");
        try (Stream<Path> files = Files.list(resolutions)) {
            assertThat(files.count()).isLessThanOrEqualTo(100);
        }
        resolve("shop");
        assertThat(isFromCache()).isTrue();
    }
}
