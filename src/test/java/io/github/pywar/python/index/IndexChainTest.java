package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IndexChainTest {

    private static final String JSON = "application/vnd.pypi.simple.v1+json";
    private static final PackageName DEMO = PackageName.parse("demo");

    @TempDir
    private Path folder;

    private final Http http =
            Http.builder().retries(new Retries(0, Duration.ZERO, time -> {})).build();
    private final TestIndex first = TestIndex.start();
    private final TestIndex second = TestIndex.start();

    @AfterEach
    void end() {
        first.close();
        second.close();
        http.close();
    }

    @Test
    void takesAProjectFromTheFirstIndexThatHasIt() throws IOException {
        add(first, "demo", "1.0");
        add(second, "demo", "99.0");
        add(second, "other", "2.0");

        assertThat(names(chain(), "demo")).containsExactly("demo-1.0-py3-none-any.whl");
        assertThat(second.requests()).isEmpty();
        assertThat(names(chain(), "other")).containsExactly("other-2.0-py3-none-any.whl");
        assertThat(chain().project(PackageName.parse("none"))).isEmpty();
    }

    @Test
    void mergesAllIndexesAndPrefersTheFirst() throws IOException {
        add(first, "demo", "1.0");
        add(second, "demo", "1.0");
        add(second, "demo", "99.0");

        List<DistributionFile> files =
                chain().merging().project(DEMO).orElseThrow().files();

        assertThat(files)
                .extracting(DistributionFile::fileName)
                .containsExactly("demo-1.0-py3-none-any.whl", "demo-99.0-py3-none-any.whl");
        assertThat(files).extracting(DistributionFile::indexId).containsExactly("first", "second");
    }

    @Test
    void endsTheSearchAtAnIndexThatRefuses() {
        add(second, "demo", "99.0");
        for (int status : new int[] {401, 403}) {
            first.guardedBy("ann", "secret").refusingWith(status);
            assertThatThrownBy(() -> chain().project(DEMO))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("(" + status + ")");
        }
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void endsTheSearchAtAnIndexThatIsDown() {
        add(second, "demo", "99.0");
        first.failing(1);

        assertThatThrownBy(() -> chain().project(DEMO)).isInstanceOf(HttpFailure.class);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void skipsAnIndexThatAnswersGone() throws IOException {
        first.guardedBy("ann", "secret").refusingWith(410);
        add(second, "demo", "2.0");

        assertThat(names(chain(), "demo")).containsExactly("demo-2.0-py3-none-any.whl");
    }

    static Stream<Arguments> vacantPages() {
        return Stream.of(
                Arguments.of("text/html", ""),
                Arguments.of("text/html", "<title>Links for demo</title><h1>Links for demo</h1>"),
                Arguments.of("text/html", "<a href='../'>Parent Directory</a><a href='?C=N;O=D'>Name</a>"),
                Arguments.of(JSON, "{\"meta\": {\"api-version\": \"1.0\"}, \"name\": \"demo\", \"files\": []}"));
    }

    /** Repository managers send such pages for a project that none of their repositories has. */
    @ParameterizedTest
    @MethodSource("vacantPages")
    void treatsAPageWithoutFilesAsMissing(String type, String body) throws IOException {
        first.page("demo", type, body);
        add(second, "demo", "2.0");
        TestProgress progress = new TestProgress();
        IndexChain chain = chain(progress);

        for (int builds = 0; builds < 2; builds++) { // from the index, then from the cache
            assertThat(names(chain(progress), "demo")).containsExactly("demo-2.0-py3-none-any.whl");
        }
        assertThat(chain.fingerprint(DEMO)).endsWith("@second=" + second.url());
        assertThat(progress.steps())
                .containsOnly("The index `first` (" + first.url() + ") has a page for `demo` without any file; it is"
                        + " treated as an index without this project");
    }

    static Stream<Arguments> existingPages() {
        return Stream.of(
                Arguments.of("text/html", "<a href='demo-1.0-py2.7.egg'>x</a>"),
                Arguments.of("text/html", "<a href='demo-1.0.win32.exe#md5=0'>x</a>"),
                Arguments.of("text/html", "<a href='file:///demo-1.0-py3-none-any.whl'>x</a>"),
                Arguments.of("text/html", "<form action='/login'><input name='user'></form>"),
                Arguments.of("text/html", "<meta name='pypi:project-status' content='quarantined'>"),
                Arguments.of(
                        JSON,
                        "{\"files\": [], \"project-status\": {\"status\": \"quarantined\", \"reason\": \"malware\"}}"),
                Arguments.of(JSON, "{\"files\": [{\"filename\": \"../x.whl\", \"url\": \"x\", \"hashes\": {}}]}"),
                Arguments.of(JSON, "{\"files\": [{\"filename\": \"demo-1.0.egg\", \"url\": \"x\", \"hashes\": {}}]}"));
    }

    /** A private project, or one in quarantine, must not come from another index. */
    @ParameterizedTest
    @MethodSource("existingPages")
    void endsTheSearchAtAPageWithoutUsableFiles(String type, String body) throws IOException {
        first.page("demo", type, body);
        add(second, "demo", "99.0");

        for (int builds = 0; builds < 2; builds++) {
            assertThat(names(chain(), "demo")).isEmpty();
        }
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void requestsAScopedNameFromItsIndexOnly() throws IOException {
        add(first, "acme-shop", "1.0");
        add(second, "acme-shop", "99.0");
        add(first, "demo", "1.0");
        add(second, "demo", "2.0");
        IndexChain chain = IndexChain.of(
                List.of(declaration("first", first).scope(List.of("acme-*")), declaration("second", second)),
                http,
                cache(),
                Progress.SILENT);

        assertThat(names(chain, "acme-shop")).containsExactly("acme_shop-1.0-py3-none-any.whl");
        assertThat(names(chain, "demo")).containsExactly("demo-2.0-py3-none-any.whl");
        assertThat(chain.project(PackageName.parse("acme-missing"))).isEmpty();
        assertThat(first.requests()).noneMatch(request -> request.path().contains("demo"));
        assertThat(second.requests()).noneMatch(request -> request.path().contains("acme"));
    }

    @Test
    void addsFilesOfFindLinksToAnIndex() throws IOException {
        add(first, "demo", "1.0");
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        TestWheel.of("demo", "1.0").write(wheels);
        TestWheel.of("demo", "3.0").write(wheels);
        IndexChain chain =
                chain().withFindLinks(LocalIndex.of(List.of(wheels.toUri()), http, cache(), Progress.SILENT));

        List<DistributionFile> files = chain.project(DEMO).orElseThrow().files();

        assertThat(files)
                .extracting(DistributionFile::fileName)
                .containsExactly("demo-1.0-py3-none-any.whl", "demo-3.0-py3-none-any.whl");
        assertThat(files).allMatch(DistributionFile::isLocal);
    }

    @Test
    void describesItsIndexes() {
        assertThat(chain().describe()).isEqualTo("`first` (" + first.url() + "), `second` (" + second.url() + ")");
    }

    private IndexChain chain() {
        return chain(Progress.SILENT);
    }

    private IndexChain chain(Progress progress) {
        return IndexChain.of(
                List.of(declaration("first", first), declaration("second", second)), http, cache(), progress);
    }

    private PageCache cache() {
        return new PageCache(folder.resolve("pages"), TestClock.at("2026-03-01T12:00:00Z"), false);
    }

    private static IndexDeclaration declaration(String id, TestIndex index) {
        return IndexDeclaration.of(id, index.url(), "a test");
    }

    private static List<String> names(IndexChain chain, String project) throws IOException {
        return chain.project(PackageName.parse(project)).orElseThrow().files().stream()
                .map(DistributionFile::fileName)
                .toList();
    }

    private static void add(TestIndex index, String name, String version) {
        TestWheel wheel = TestWheel.of(name, version);
        index.add(wheel.fileName(), wheel.bytes());
    }
}
