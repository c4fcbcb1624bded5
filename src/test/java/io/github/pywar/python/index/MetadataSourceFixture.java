package io.github.pywar.python.index;

import io.github.pywar.base.http.FileDownload;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of an index with one wheel, and a source of its metadata. */
abstract class MetadataSourceFixture {

    static final TestWheel LARGE =
            TestWheel.of("demo", "1.0").metadata("Requires-Dist: other>=2").file("demo/data.bin", noise());

    static final byte[] WHEEL = LARGE.bytes();
    static final byte[] METADATA = LARGE.metadataText().getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    final TestClock clock = TestClock.at(Instant.now().toString());
    final List<String> downloadedWheels = new ArrayList<>();
    final Http http = http().build();
    TestIndex server;

    @BeforeEach
    void serve() {
        server = TestIndex.start().add(LARGE.fileName(), WHEEL);
    }

    @AfterEach
    void end() {
        server.close();
        http.close();
    }

    byte[] metadata() throws IOException {
        return source(http).metadata(files().get(0));
    }

    List<DistributionFile> files() throws IOException {
        return index().project(PackageName.parse("demo")).orElseThrow().files();
    }

    SimpleIndex index() {
        return SimpleIndex.of(IndexDeclaration.of("main", server.url(), "a test"), http, pages());
    }

    MetadataSource source(Http way) {
        return new MetadataSource(way, folder.resolve("metadata"), pages(), this::fetch);
    }

    PageCache pages() {
        return new PageCache(folder.resolve("pages"), clock, false);
    }

    Path fetch(DistributionFile file) throws IOException {
        downloadedWheels.add(file.fileName());
        Path place = folder.resolve("wheels").resolve(file.fileName());
        FileDownload.of(HttpRequest.of(file.url()), place).fetch(http, Progress.Transfer.SILENT);
        return place;
    }

    List<String> fileRequests() {
        return server.requests().stream()
                .map(TestIndex.Request::toString)
                .filter(text -> text.contains("/files/"))
                .toList();
    }

    static Http.Builder http() {
        return Http.builder().retries(new Retries(1, Duration.ZERO, time -> {}));
    }

    static byte[] noise() {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
