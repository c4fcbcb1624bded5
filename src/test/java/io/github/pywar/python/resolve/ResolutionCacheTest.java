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

class ResolutionCacheTest extends KeptResolutionsFixture {

    @Test
    void theSameQuestionAgainHasTheSameAnswerWithoutASearch() throws IOException {
        Resolution first = resolve("shop");
        server.forgetRequests();
        Resolution second = resolve("shop");

        assertThat(second).isEqualTo(first);
        assertThat(second.packages())
                .extracting(Object::toString)
                .isEqualTo(first.packages().stream().map(Object::toString).toList());
        assertThat(server.requests()).isEmpty();
        assertThat(isKept()).isTrue();
    }

    @Test
    void anotherQuestionIsAnsweredForItself() throws IOException {
        resolve("shop");
        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(isKept()).isFalse();
    }

    @Test
    void oldPagesAreAskedForAgainAndTheAnswerStandsIfTheySayTheSame() throws IOException {
        Resolution first = resolve("shop");
        server.forgetRequests();
        clock.pass(Duration.ofMinutes(11));

        assertThat(resolve("shop")).isEqualTo(first);
        assertThat(isKept()).isTrue();
        assertThat(server.requests()).extracting(TestIndex.Request::path).hasSize(4);
    }

    @Test
    void aVersionThatCameIsSeenAsSoonAsThePageIsOld() throws IOException {
        resolve("shop");
        add(TestWheel.of("helper", "1.6"));
        clock.pass(Duration.ofMinutes(11));

        assertThat(names(resolve("shop"))).contains("helper 1.6");
        assertThat(isKept()).isFalse();
    }

    @Test
    void whoRefreshesSeesItAtOnce() throws IOException {
        resolve("shop");
        add(TestWheel.of("helper", "1.6"));
        clock.pass(Duration.ofSeconds(1));
        isRefreshing = true;

        assertThat(names(resolve("shop"))).contains("helper 1.6");
    }

    @Test
    void aProjectThatAppearsOnAnEarlierIndexIsSeen() throws IOException {
        try (TestIndex earlier = TestIndex.start()) {
            resolve(List.of(earlier, server), "shop");
            TestWheel wheel = TestWheel.of("helper", "0.1");
            earlier.add(wheel.fileName(), wheel.bytes());
            clock.pass(Duration.ofMinutes(11));

            assertThat(names(resolve(List.of(earlier, server), "shop"))).contains("helper 0.1");
        }
    }

    @Test
    void oldAnswersAreForgotten() throws IOException {
        Path resolutions = Files.createDirectories(folder.resolve("resolutions"));
        for (int i = 0; i < 150; i++) {
            Files.writeString(resolutions.resolve("other-" + i), "");
        }
        resolve("shop");
        try (Stream<Path> files = Files.list(resolutions)) {
            assertThat(files.count()).isLessThanOrEqualTo(100);
        }
        resolve("shop");
        assertThat(isKept()).isTrue();
    }
}
