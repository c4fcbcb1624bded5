package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers that are not kept, or do not count. */
class UnkeptResolutionsTest extends KeptResolutionsFixture {

    @Test
    void whatHasNoHashIsNotKept() throws IOException {
        server.with(Manner.NO_HASHES);
        resolve("shop");
        resolve("shop");
        assertThat(isKept()).isFalse();
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void aLinkWithAKeyIsNotKept() throws IOException {
        hasKeys = true;
        assertThat(names(resolve("shop"))).contains("helper 1.5");
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void aPageThatWasOnlyAskedForAheadMayBeRefused() throws IOException {
        add(TestWheel.of("first", "1.0").metadata("Requires-Dist: late"));
        add(TestWheel.of("cap", "1.0").metadata("Requires-Dist: late<2"));
        add(TestWheel.of("late", "1.0"));
        add(TestWheel.of("late", "2.0").metadata("Requires-Dist: forbidden"));
        refusesAhead = true;

        assertThat(names(resolve("first", "cap"))).containsExactly("cap 1.0", "first 1.0", "late 1.0");
        assertThat(folder.resolve("resolutions")).isNotEmptyDirectory();
    }

    @Test
    void whereNothingCanBeKeptTheAnswerIsGivenAllTheSame() throws IOException {
        Files.writeString(folder.resolve("resolutions"), "in the way");

        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(isKept()).isFalse();
    }

    @Test
    void aRefusalIsNotKept() {
        assertThatThrownBy(() -> resolve("helper>=2")).isInstanceOf(UserException.class);
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void anAnswerOfAnotherMakerDoesNotCount() throws IOException {
        resolve("shop");
        maker = "1.1";
        resolve("shop");
        assertThat(isKept()).isFalse();
    }

    @Test
    void aDamagedAnswerDoesNotCount() throws IOException {
        Resolution first = resolve("shop");
        try (Stream<Path> files = Files.list(folder.resolve("resolutions"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThat(resolve("shop")).isEqualTo(first);
        assertThat(isKept()).isFalse();
    }
}
