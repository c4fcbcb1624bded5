package io.github.pywar.app.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records a page of a real cache, and compares it after other builds have read the page. */
class RecordedPageTest {

    private static final PackageName DEMO = PackageName.parse("demo");

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final Http http = Http.builder().build();
    private TestIndex server;
    private Path page;
    private RecordedFile recorded;

    @BeforeEach
    void build() throws IOException {
        TestWheel wheel = TestWheel.of("demo", "1.0");
        server = TestIndex.start().add(wheel.fileName(), wheel.bytes());
        PageCache cache = read();
        page = cache.used().iterator().next();
        recorded = RecordedFile.ofPage(page, FileState.of(page), RecordedFile.WRITTEN_BY_THE_BUILD);
    }

    @AfterEach
    void end() {
        server.close();
        http.close();
    }

    /** Modules of a reactor read the same page at the same time: the second one writes it after the record of the first. */
    @Test
    void isUnchangedIfAnotherBuildReadsTheSamePage() throws IOException {
        byte[] before = Files.readAllBytes(page);
        clock.pass(Duration.ofSeconds(1));
        read();

        assertThat(Files.readAllBytes(page)).isNotEqualTo(before);
        assertThat(isUnchanged()).isTrue();
    }

    @Test
    void changesWithTheContent() throws IOException {
        TestWheel newer = TestWheel.of("demo", "1.1");
        server.add(newer.fileName(), newer.bytes());
        clock.pass(Duration.ofSeconds(1));
        read();

        assertThat(isUnchanged()).isFalse();
    }

    /** A failed build of another project may have found that the page is wrong. */
    @Test
    void changesIfThePageMustBeReadAgain() throws IOException {
        read().expireUsed();

        assertThat(isUnchanged()).isFalse();
    }

    @Test
    void changesIfTheFileIsNoPage() throws IOException {
        Files.write(page, new byte[(int) Files.size(page)]);

        assertThat(isUnchanged()).isFalse();
    }

    private boolean isUnchanged() throws IOException {
        return recorded.isUnchanged(page, FileState.of(page));
    }

    /** Reads the page from the server, and returns the cache with it. */
    private PageCache read() throws IOException {
        PageCache cache = new PageCache(folder, clock, true);
        IndexDeclaration index = IndexDeclaration.of("main", server.url(), "a test");
        IndexChain.of(List.of(index), http, cache, Progress.SILENT).project(DEMO);
        return cache;
    }
}
