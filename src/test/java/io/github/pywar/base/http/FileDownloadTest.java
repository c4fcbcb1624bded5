package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDownloadTest {

    private static final String NAME = "demo-1.0.tar.gz";
    private static final byte[] CONTENT = content();

    @TempDir
    private Path folder;

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
    void writesTheCompleteFile() throws IOException {
        try (Http http = http()) {
            assertThat(download().expecting(Sha256.of(CONTENT)).fetch(http, Progress.Transfer.SILENT))
                    .hasValue(Sha256.of(CONTENT));
        }
        assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    }

    @Test
    void resumesAfterABrokenConnection() throws IOException {
        index.with(Manner.TRUNCATED_FILES);
        Retries repaired = new Retries(1, Duration.ZERO, time -> index.without(Manner.TRUNCATED_FILES));
        try (Http http = Http.builder().retries(repaired).build()) {
            download().expecting(Sha256.of(CONTENT)).fetch(http, Progress.Transfer.SILENT);
        }
        assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
        assertThat(index.requests().get(1).header("Range")).hasValue("bytes=" + CONTENT.length / 2 + "-");
    }

    @Test
    void restartsIfTheServerHasNoRanges() throws IOException {
        index.with(Manner.TRUNCATED_FILES, Manner.NO_RANGES);
        Retries repaired = new Retries(1, Duration.ZERO, time -> index.without(Manner.TRUNCATED_FILES));
        try (Http http = Http.builder().retries(repaired).build()) {
            download().expecting(Sha256.of(CONTENT)).fetch(http, Progress.Transfer.SILENT);
        }
        assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    }

    @Test
    void refusesAnotherFileAndLeavesNothing() throws IOException {
        Sha256 other = Sha256.of(new byte[0]);
        try (Http http = http()) {
            assertThatThrownBy(() -> download().expecting(other).fetch(http, Progress.Transfer.SILENT))
                    .hasMessageStartingWith(
                            "Refused `" + index.fileUrl(NAME) + "`: its SHA-256 is not the expected one\n    expected: "
                                    + other + "\n    received: " + Sha256.of(CONTENT));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfATruncatedFile() {
        index.with(Manner.TRUNCATED_FILES);
        try (Http http = http()) {
            assertThatThrownBy(() -> download().fetch(http, Progress.Transfer.SILENT))
                    .isInstanceOf(HttpFailure.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfAFileBeyondTheLimit() {
        try (Http http = http()) {
            HttpRequest request = HttpRequest.of(index.fileUrl(NAME)).limit(CONTENT.length - 1);
            assertThatThrownBy(
                            () -> FileDownload.of(request, folder.resolve(NAME)).fetch(http, Progress.Transfer.SILENT))
                    .hasMessageContaining("longer than the");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void returnsAMissingFileAsAResult() throws IOException {
        try (Http http = http()) {
            HttpRequest request = HttpRequest.of(index.at("/files/none.whl"));
            assertThat(FileDownload.of(request, folder.resolve("none.whl")).fetch(http, Progress.Transfer.SILENT))
                    .isEmpty();
        }
        assertThat(Files.exists(folder.resolve("none.whl"))).isFalse();
    }

    private FileDownload download() {
        return FileDownload.of(HttpRequest.of(index.fileUrl(NAME)), folder.resolve(NAME));
    }

    private static Http http() {
        return Http.builder().retries(new Retries(1, Duration.ZERO, time -> {})).build();
    }

    private static byte[] content() {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
