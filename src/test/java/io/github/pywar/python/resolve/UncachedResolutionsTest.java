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

/** Resolutions that are not stored, and entries that are ignored. */
class UncachedResolutionsTest extends ResolutionCacheFixture {

    @Test
    void ignoresFilesWithoutAHash() throws IOException {
        server.with(Manner.NO_HASHES);
        resolve("shop");
        resolve("shop");
        assertThat(isFromCache()).isFalse();
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void neverStoresAUrlWithAToken() throws IOException {
        hasTokens = true;
        assertThat(names(resolve("shop"))).contains("helper 1.5");
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void storesAResultAlthoughAPrefetchedPageIsForbidden() throws IOException {
        add(TestWheel.of("first", "1.0").metadata("Requires-Dist: late"));
        add(TestWheel.of("cap", "1.0").metadata("Requires-Dist: late<2"));
        add(TestWheel.of("late", "1.0"));
        add(TestWheel.of("late", "2.0").metadata("Requires-Dist: forbidden"));
        forbidsPrefetched = true;

        assertThat(names(resolve("first", "cap"))).containsExactly("cap 1.0", "first 1.0", "late 1.0");
        assertThat(folder.resolve("resolutions")).isNotEmptyDirectory();
    }

    @Test
    void resolvesWithoutAWritableFolder() throws IOException {
        Files.writeString(folder.resolve("resolutions"), "in the way");

        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(names(resolve("helper"))).containsExactly("helper 1.5");
        assertThat(isFromCache()).isFalse();
    }

    @Test
    void ignoresErrors() {
        assertThatThrownBy(() -> resolve("helper>=2")).isInstanceOf(UserException.class);
        assertThat(folder.resolve("resolutions")).doesNotExist();
    }

    @Test
    void ignoresAnEntryOfAnotherResolverVersion() throws IOException {
        resolve("shop");
        resolverVersion = "1.1";
        resolve("shop");
        assertThat(isFromCache()).isFalse();
    }

    @Test
    void ignoresADamagedEntry() throws IOException {
        Resolution first = resolve("shop");
        try (Stream<Path> files = Files.list(folder.resolve("resolutions"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThat(resolve("shop")).isEqualTo(first);
        assertThat(isFromCache()).isFalse();
    }
}
