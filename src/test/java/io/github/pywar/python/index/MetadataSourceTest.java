package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.http.FileDownload;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataSourceTest {

    private static final TestWheel LARGE =
            TestWheel.of("demo", "1.0").metadata("Requires-Dist: other>=2").file("demo/data.bin", noise());
    private static final byte[] WHEEL = LARGE.bytes();
    private static final byte[] METADATA = LARGE.metadataText().getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at(Instant.now().toString());
    private final List<String> wholeWheels = new ArrayList<>();
    private final Http http = http().build();
    private TestIndex server;

    @BeforeEach
    void serve() {
        server = TestIndex.start().add(LARGE.fileName(), WHEEL);
    }

    @AfterEach
    void end() {
        server.close();
        http.close();
    }

    @Test
    void readsTheAdvertisedFile() throws IOException {
        server.with(Manner.METADATA);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(fileRequests()).containsExactly("GET /files/" + LARGE.fileName() + ".metadata");
    }

    @Test
    void anAdvertisedFileWithAnotherHashIsRefused() throws IOException {
        server.with(Manner.METADATA_WITH_WRONG_HASH);
        Throwable error = catchThrowable(this::metadata);

        golden("metadata-wrong-hash.txt", error);
        assertThat(cached()).isEmpty();
    }

    @Test
    void anAdvertisedFileThatIsMissingIsNoError() throws IOException {
        server.with(Manner.METADATA_MISSING);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(wholeWheels).isEmpty();
    }

    @Test
    void readsOnlyTheTailOfAWheel() throws IOException {
        assertThat(metadata()).isEqualTo(METADATA);
        int from = WHEEL.length - RangeServers.FIRST_TAIL;
        assertThat(fileRequests())
                .containsExactly("GET /files/" + LARGE.fileName() + " bytes=" + from + "-" + (WHEEL.length - 1));
    }

    @Test
    void readsMetadataAtTheFrontWithOneMoreRange() throws IOException {
        TestWheel front = TestWheel.of("demo", "2.0");
        byte[] wheel = front.info("METADATA", front.metadataText())
                .file("demo/data.bin", noise())
                .bytes();
        server.add(front.fileName(), wheel);

        DistributionFile file = files().get(1);

        assertThat(source(http).metadata(file)).isEqualTo(front.metadataText().getBytes(StandardCharsets.UTF_8));
        assertThat(fileRequests()).hasSize(2);
    }

    @Test
    void whatOneWheelNeededTheNextOfItsProjectIsAskedForAtOnce() throws IOException {
        List<DistributionFile> files = wide(20_000, 20_000);
        MetadataSource source = source(http);

        source.metadata(files.get(0));
        assertThat(fileRequests()).hasSize(2);
        server.forgetRequests();
        source.metadata(files.get(1));
        assertThat(fileRequests()).hasSize(1);
    }

    @Test
    void whereMetadataLiesFarFromTheEndItIsLookedForWhereItLayInAnotherWheel() throws IOException {
        List<DistributionFile> files = wide(200_000, 201_000);
        MetadataSource source = source(http);
        source.metadata(files.get(0));
        long before = http.traffic().bytes();
        server.forgetRequests();

        assertThat(new String(source.metadata(files.get(1)), StandardCharsets.UTF_8))
                .contains("Version: 2.1");
        assertThat(fileRequests()).hasSize(1);
        assertThat(http.traffic().bytes() - before).isLessThan(8000);
    }

    @Test
    void whereItIsNotThereTwoShortRangesFindIt() throws IOException {
        List<DistributionFile> files = wide(200_000, 260_000);
        MetadataSource source = source(http);
        source.metadata(files.get(0));
        long before = http.traffic().bytes();
        server.forgetRequests();

        assertThat(new String(source.metadata(files.get(1)), StandardCharsets.UTF_8))
                .contains("Version: 2.1");
        assertThat(fileRequests()).hasSize(3);
        assertThat(http.traffic().bytes() - before).isLessThan(15_000);
    }

    /** @return wheels of a project with so many bytes behind METADATA */
    private List<DistributionFile> wide(int... between) throws IOException {
        for (int i = 0; i < between.length; i++) {
            TestWheel wheel = TestWheel.of("wide", "2." + i);
            wheel.info("METADATA", wheel.metadataText()).file("wide/data.bin", Arrays.copyOf(noise(), between[i]));
            server.add(wheel.fileName(), wheel.bytes());
        }
        return index().project(PackageName.parse("wide")).orElseThrow().files();
    }

    @Test
    void withoutASizeAsksForTheLastBytes() throws IOException {
        server.with(Manner.NO_SIZES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(fileRequests())
                .containsExactly("GET /files/" + LARGE.fileName() + " bytes=-" + RangeServers.FIRST_TAIL);
    }

    @Test
    void whereLastBytesAreRefusedAsksForTheSizeAndRemembersIt() throws IOException {
        server.with(Manner.HTML_ONLY, Manner.NO_NEGATIVE_RANGES);
        TestWheel second = TestWheel.of("demo", "2.0");
        server.add(second.fileName(), second.bytes());
        MetadataSource source = source(http);
        List<DistributionFile> files = files();

        assertThat(source.metadata(files.get(0))).isEqualTo(METADATA);
        assertThat(fileRequests()).hasSize(3);
        server.forgetRequests();
        source.metadata(files.get(1));
        assertThat(fileRequests()).hasSize(2).first().asString().endsWith("bytes=0-0");
        assertThat(wholeWheels).isEmpty();
    }

    @Test
    void aServerThatIgnoresRangesIsAskedForTheWholeWheelAndNotForRangesAgain() throws IOException {
        server.with(Manner.NO_RANGES);
        TestWheel second = TestWheel.of("demo", "2.0");
        server.add(second.fileName(), second.bytes());
        MetadataSource source = source(http);
        List<DistributionFile> files = files();

        assertThat(source.metadata(files.get(0))).isEqualTo(METADATA);
        source.metadata(files.get(1));

        assertThat(wholeWheels).containsExactly(LARGE.fileName(), second.fileName());
        assertThat(fileRequests())
                .filteredOn(request -> request.contains("bytes="))
                .hasSize(1);
    }

    @Test
    void aServerThatLiesAboutRangesIsAskedForTheWholeWheel() throws IOException {
        server.with(Manner.LYING_RANGES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(wholeWheels).containsExactly(LARGE.fileName());
    }

    @Test
    void aServerThatSendsMoreThanARangeIsAskedForTheWholeWheelAndForNoMoreRanges() throws IOException {
        server.with(Manner.LONGER_RANGES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(wholeWheels).containsExactly(LARGE.fileName());
        assertThat(server.requests())
                .filteredOn(request -> request.header("Range").isPresent())
                .hasSize(1);
    }

    @Test
    void aPageThatIsWrongAboutTheSizeIsCorrectedByTheServer() throws IOException {
        DistributionFile file = files().get(0);
        DistributionFile wrong = DistributionFile.builder(file.fileName(), file.url())
                .hashes(file.hashes())
                .size(WHEEL.length - 1000)
                .build();

        assertThat(source(http).metadata(wrong)).isEqualTo(METADATA);
        assertThat(wholeWheels).isEmpty();
    }

    @Test
    void whatIsKnownByHashIsNeverAskedForAgain() throws IOException {
        DistributionFile file = files().get(0);
        source(http).metadata(file);
        server.forgetRequests();
        clock.pass(Duration.ofDays(1000));

        assertThat(source(http).metadata(file)).isEqualTo(METADATA);
        assertThat(source(http).isKnown(file)).isTrue();
        assertThat(server.requests()).isEmpty();
        assertThat(folder.resolve("metadata/" + file.sha256().orElseThrow())).exists();
    }

    @Test
    void aFileWithoutHashIsKnownForAsLongAsAPageIsFresh() throws IOException {
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
    void damagedMetadataInTheCacheIsReadAgain() throws IOException {
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
    void offlineWhatIsNotKnownIsNamed() throws IOException {
        DistributionFile file = files().get(0);
        try (Http offline = http().offline(true).build()) {
            golden("metadata-offline.txt", catchThrowable(() -> source(offline).metadata(file)));
        }
    }

    @Test
    void aWheelOnThisMachineIsReadInPlace() throws IOException {
        Path wheel = LARGE.write(folder);
        DistributionFile file =
                DistributionFile.builder(LARGE.fileName(), wheel.toUri()).build();

        assertThat(source(http).metadata(file)).isEqualTo(METADATA);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aWheelWithoutMetadataIsRefusedAfterTheWholeOfItWasRead() throws IOException {
        TestWheel none = TestWheel.of("none", "1.0");
        server.add(none.fileName(), "no zip at all".repeat(100).getBytes(StandardCharsets.UTF_8));
        DistributionFile file =
                index().project(PackageName.parse("none")).orElseThrow().files().get(0);

        assertThatThrownBy(() -> source(http).metadata(file)).hasMessageContaining("`" + none.fileName() + "`");
        assertThat(wholeWheels).containsExactly(none.fileName());
    }

    private byte[] metadata() throws IOException {
        return source(http).metadata(files().get(0));
    }

    private List<DistributionFile> files() throws IOException {
        return index().project(PackageName.parse("demo")).orElseThrow().files();
    }

    private SimpleIndex index() {
        return SimpleIndex.of(IndexDeclaration.of("main", server.url(), "a test"), http, pages());
    }

    private MetadataSource source(Http way) {
        return new MetadataSource(way, folder.resolve("metadata"), pages(), this::fetch);
    }

    private PageCache pages() {
        return new PageCache(folder.resolve("pages"), clock, false);
    }

    private Path fetch(DistributionFile file) throws IOException {
        wholeWheels.add(file.fileName());
        Path place = folder.resolve("wheels").resolve(file.fileName());
        FileDownload.of(HttpRequest.of(file.url()), place).fetch(http, Progress.Transfer.SILENT);
        return place;
    }

    private List<String> fileRequests() {
        return server.requests().stream()
                .map(TestIndex.Request::toString)
                .filter(text -> text.contains("/files/"))
                .toList();
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

    private static Http.Builder http() {
        return Http.builder().retries(new Retries(1, Duration.ZERO, time -> {}));
    }

    private static byte[] noise() {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
