package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveStoreTest extends WheelStoreFixture {

    private static final String NAME = "demo-1.0.tar.gz";
    private static final byte[] BYTES = "archive".getBytes(StandardCharsets.UTF_8);

    private ArchiveStore archives(Http with) {
        return new ArchiveStore(folder.resolve("sources"), new RemoteWheelSource(with), progress);
    }

    private DistributionFile.Builder served() {
        index.add(NAME, BYTES);
        return DistributionFile.builder(NAME, index.fileUrl(NAME));
    }

    @Test
    void downloadsAnArchiveOnce() throws IOException {
        DistributionFile file = served().hash("sha256", Sha256.of(BYTES).hex()).build();

        Path stored = archives(http).archive(file);

        assertThat(stored).hasBinaryContent(BYTES).hasFileName(NAME);
        index.close();
        assertThat(archives(http).archive(file)).isEqualTo(stored);
    }

    @Test
    void refusesAnotherFile() {
        DistributionFile file = served().hash("sha256", "0".repeat(64)).build();

        assertThatThrownBy(() -> archives(http).archive(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its SHA-256 is not the expected one");
        assertThat(folder.resolve("sources/incoming")).isEmptyDirectory();
    }

    @Test
    void downloadsAChangedArchiveAgain() throws IOException {
        DistributionFile file = served().hash("sha256", Sha256.of(BYTES).hex()).build();
        Files.writeString(archives(http).archive(file), "changed");

        assertThat(archives(http).archive(file)).hasBinaryContent(BYTES);
        assertThat(progress.warnings()).anyMatch(line -> line.contains("was changed after its download"));
    }

    @Test
    void offlineUsesTheStoreOnly() throws IOException {
        DistributionFile file = served().build();
        Http offline = Http.builder().offline(true).build();
        try (offline) {
            assertThatThrownBy(() -> archives(offline).archive(file)).isInstanceOf(UserException.class);
            archives(http).archive(file);

            assertThat(archives(offline).archive(file)).hasBinaryContent(BYTES);
        }
    }

    @Test
    void readsArchivesOfThisMachine() throws IOException {
        Path file = Files.write(folder.resolve(NAME), BYTES);
        DistributionFile local = DistributionFile.builder(NAME, file.toUri()).build();

        assertThat(archives(http).archive(local)).hasBinaryContent(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "a\\b", "a\0", "C:a"})
    void refusesNames(String name) {
        DistributionFile file =
                DistributionFile.builder(name, index.fileUrl(NAME)).build();

        assertThatThrownBy(() -> archives(http).archive(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not the file name of an archive");
    }
}
