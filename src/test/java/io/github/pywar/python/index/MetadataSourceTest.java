package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.http.Http;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetadataSourceTest extends MetadataSourceFixture {

    @Test
    void readsTheAdvertisedFile() throws IOException {
        server.with(Manner.METADATA);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(fileRequests()).containsExactly("GET /files/" + LARGE.fileName() + ".metadata");
    }

    @Test
    void refusesAnAdvertisedFileWithAnotherHash() throws IOException {
        server.with(Manner.METADATA_WITH_WRONG_HASH);
        Throwable error = catchThrowable(this::metadata);

        golden("metadata-wrong-hash.txt", error);
        assertThat(cached()).isEmpty();
    }

    @Test
    void ignoresAMissingAdvertisedFile() throws IOException {
        server.with(Manner.METADATA_MISSING);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(downloadedWheels).isEmpty();
    }

    @Test
    void doesNotRequestMetadataOfACachedHash() throws IOException {
        DistributionFile file = files().get(0);
        source(http).metadata(file);
        server.forgetRequests();
        clock.pass(Duration.ofDays(1000));

        assertThat(source(http).metadata(file)).isEqualTo(METADATA);
        assertThat(source(http).claimed(file)).contains(METADATA);
        assertThat(server.requests()).isEmpty();
        assertThat(folder.resolve("metadata/" + file.sha256().orElseThrow()))
                .as("no one has hashed the wheel")
                .doesNotExist();
    }

    @Test
    void keepsMetadataWithoutHashAsLongAsAPage() throws IOException {
        server.with(Manner.NO_HASHES);
        DistributionFile file = files().get(0);
        source(http).metadata(file);
        clock.pass(Duration.ofMinutes(5));
        source(http).metadata(file);
        assertThat(fileRequests()).hasSize(1);

        clock.pass(Duration.ofMinutes(10));
        source(http).metadata(file);
        assertThat(fileRequests()).hasSize(2);
    }

    @Test
    void requestsDamagedMetadataAgain() throws IOException {
        metadata();
        Path file = cached().stream()
                .filter(path -> path.toString().contains("metadata"))
                .findFirst()
                .orElseThrow();
        Files.write(file, "x".getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);

        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(fileRequests()).hasSize(2);
    }

    @Test
    void reportsMissingMetadataOffline() throws IOException {
        DistributionFile file = files().get(0);
        try (Http offline = http().offline(true).build()) {
            golden("metadata-offline.txt", catchThrowable(() -> source(offline).metadata(file)));
        }
    }

    @Test
    void readsALocalWheelInPlace() throws IOException {
        Path wheel = LARGE.write(folder);
        DistributionFile file =
                DistributionFile.builder(LARGE.fileName(), wheel.toUri()).build();

        assertThat(source(http).metadata(file)).isEqualTo(METADATA);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesAWheelWithoutMetadataAfterDownloadingIt() throws IOException {
        TestWheel none = TestWheel.of("none", "1.0");
        server.add(none.fileName(), "no zip at all".repeat(100).getBytes(StandardCharsets.UTF_8));
        DistributionFile file =
                index().project(PackageName.parse("none")).orElseThrow().files().get(0);

        assertThatThrownBy(() -> source(http).metadata(file)).hasMessageContaining("`" + none.fileName() + "`");
        assertThat(downloadedWheels).containsExactly(none.fileName());
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.startsWith(folder.resolve("metadata")))
                    .toList();
        }
    }

    private void golden(String name, Throwable error) {
        Golden.assertMatches(
                "index/" + name,
                error.getMessage().replace(String.valueOf(server.url().getPort()), "PORT"));
    }
}
