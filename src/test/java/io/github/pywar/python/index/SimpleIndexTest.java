package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleIndexTest {

    private static final PackageName DEMO = PackageName.parse("demo");
    private static final TestWheel WHEEL = TestWheel.of("demo", "1.0").metadata("Requires-Python: >=3.8");

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final Http http = http().build();
    private TestIndex server;

    @BeforeEach
    void serve() {
        server = TestIndex.start().add(WHEEL.fileName(), WHEEL.bytes());
    }

    @AfterEach
    void end() {
        server.close();
        http.close();
    }

    @Test
    void readsAJsonPage() throws IOException {
        server.add(TestIndexFile.of("demo-2.0.tar.gz", new byte[5])
                .yanked("broken")
                .uploaded(Instant.parse("2026-01-02T03:04:05.678Z")));

        List<DistributionFile> files = index().project(DEMO).orElseThrow().files();

        assertThat(files).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName(), "demo-2.0.tar.gz");
        DistributionFile wheel = files.get(0);
        assertThat(wheel.url()).isEqualTo(server.fileUrl(WHEEL.fileName()));
        assertThat(wheel.sha256()).hasValue(Sha256.of(WHEEL.bytes()));
        assertThat(wheel.size()).hasValue(WHEEL.bytes().length);
        assertThat(wheel.requiresPython()).hasValue(">=3.8");
        assertThat(wheel.isYanked()).isFalse();
        assertThat(files.get(1).yanked()).hasValue("broken");
        assertThat(files.get(1).uploadTime()).hasValue(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(server.requests().get(0).header("Accept")).hasValue(PageFormat.AUTO.accept());
    }

    @Test
    void readsAnHtmlPage() throws IOException {
        server.with(Manner.HTML_ONLY, Manner.METADATA)
                .add(TestIndexFile.of("demo-2.0.tar.gz", new byte[5]).yanked("<&>"));

        List<DistributionFile> files = index().project(DEMO).orElseThrow().files();

        assertThat(files).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName(), "demo-2.0.tar.gz");
        assertThat(files.get(0).sha256()).hasValue(Sha256.of(WHEEL.bytes()));
        assertThat(files.get(0).requiresPython()).hasValue(">=3.8");
        assertThat(files.get(0).coreMetadata().orElseThrow()).containsKey("sha256");
        assertThat(files.get(1).yanked()).hasValue("<&>");
    }

    @Test
    void readsPagesWithoutContentType() throws IOException {
        server.with(Manner.NO_CONTENT_TYPE);
        assertThat(index().project(DEMO)).isPresent();

        server.with(Manner.HTML_ONLY);
        assertThat(index(UpdatePolicy.ALWAYS).project(DEMO).orElseThrow().files())
                .hasSize(1);
    }

    @Test
    void noPasswordOfALinkNorKeyOfARedirectIsKept() throws IOException {
        String place = "http://localhost:" + server.url().getPort();
        server.redirect("/simple/demo/", "http://ann:s3cret@" + place.substring(7) + "/moved/demo/?key=s3cret");
        server.serve(
                "/moved/demo/",
                "text/html",
                "<a href='http://ann:s3cret@h.example.org/demo-1.0.tar.gz'>demo</a>"
                        + "<a href='../f/demo-1.1.tar.gz'>demo</a>");

        assertThat(index().project(DEMO).orElseThrow().files())
                .extracting(DistributionFile::url)
                .containsExactly(
                        URI.create("http://h.example.org/demo-1.0.tar.gz"),
                        URI.create(place + "/moved/f/demo-1.1.tar.gz"));
        assertThat(cached()).hasSize(1);
        assertThat(Files.readString(cached().get(0), StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cret");
    }

    @Test
    void aPageWhoseLinksHaveKeysIsNotKept() throws IOException {
        server.page("demo", "text/html", "<a href='demo-1.0.tar.gz?sig=s3cret'>demo</a>");

        assertThat(index().project(DEMO).orElseThrow().files().get(0).url())
                .hasToString(server.url() + "demo/demo-1.0.tar.gz?sig=s3cret");
        assertThat(cached()).isEmpty();
    }

    @Test
    void relativeLinksStandAgainstThePageThatARedirectLedTo() throws IOException {
        server.with(Manner.PAGES_ELSEWHERE);

        DistributionFile file = index().project(DEMO).orElseThrow().files().get(0);

        assertThat(file.url().getHost()).isEqualTo("localhost");
        assertThat(file.fileName()).isEqualTo(WHEEL.fileName());
    }

    @Test
    void aProjectThatTheIndexDoesNotHaveIsEmpty() throws IOException {
        assertThat(index().project(PackageName.parse("other"))).isEmpty();
        assertThat(index().project(PackageName.parse("other"))).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFreshPageIsNotAskedForAgain() throws IOException {
        List<DistributionFile> first = index().project(DEMO).orElseThrow().files();
        clock.pass(Duration.ofMinutes(9));

        List<DistributionFile> second = index().project(DEMO).orElseThrow().files();

        assertThat(second).isEqualTo(first);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anOldPageIsAskedForAgain() throws IOException {
        index().project(DEMO);
        clock.pass(Duration.ofMinutes(10));
        TestWheel newer = TestWheel.of("demo", "1.1");
        server.add(newer.fileName(), newer.bytes());

        assertThat(index().project(DEMO).orElseThrow().files()).hasSize(2);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anOldPageWithAValidatorIsAskedForWithIt() throws IOException {
        server.with(Manner.VALIDATORS);
        List<DistributionFile> first = index().project(DEMO).orElseThrow().files();
        clock.pass(Duration.ofMinutes(10));

        assertThat(index().project(DEMO).orElseThrow().files()).isEqualTo(first);
        assertThat(server.requests().get(1).header("If-None-Match")).isPresent();
        assertThat(index().project(DEMO)).isPresent();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRefreshingBuildAsksOnce() throws IOException {
        index().project(DEMO);
        SimpleIndex refreshing =
                SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), http, new PageCache(folder, clock, true));

        refreshing.project(DEMO);
        refreshing.project(DEMO);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void whatThisBuildHasReadIsFreshUnderEveryPolicy() throws IOException {
        index().project(DEMO);
        PageCache refreshing = new PageCache(folder, clock, true);
        clock.pass(Duration.ofSeconds(1));

        SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), http, refreshing).project(DEMO);
        SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), http, refreshing).project(DEMO);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void manyThatAskAtTheSameTimeCauseOneRequest() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            SimpleIndex index = index();
            Callable<Boolean> work = () -> index.project(DEMO).isPresent();
            for (Future<Boolean> answer :
                    threads.invokeAll(Stream.generate(() -> work).limit(20).toList())) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void filesThatAreNotWantedAreToldByName() throws IOException {
        server.add("demo-1.0-cp311-cp311-win32.whl", WHEEL.bytes()).add("demo-0.9.egg", new byte[1]);

        ProjectPage page =
                index().keeping(name -> name.endsWith("-any.whl")).project(DEMO).orElseThrow();

        assertThat(page.files()).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName());
        assertThat(page.leftOut()).containsExactly("demo-1.0-cp311-cp311-win32.whl");
        assertThat(index().project(DEMO).orElseThrow().files()).hasSize(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aDamagedPageInTheCacheIsReadAgain() throws IOException {
        index().project(DEMO);
        Path page = cached().get(0);
        byte[] bytes = Files.readAllBytes(page);
        bytes[bytes.length / 2] ^= 1;
        Files.write(page, bytes);

        assertThat(index().project(DEMO)).isPresent();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aTruncatedPageIsAFailureAndNotKept() throws IOException {
        server.with(Manner.TRUNCATED_PAGES);

        assertThatThrownBy(() -> index().project(DEMO))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("broke off");
        assertThat(cached()).isEmpty();

        server.with(Manner.HTML_ONLY);
        assertThatThrownBy(() -> index().project(DEMO)).isInstanceOf(HttpFailure.class);
        assertThat(cached()).isEmpty();
    }

    @Test
    void aQuarantinedProjectOffersNothing() throws IOException {
        server.page("demo", "application/vnd.pypi.simple.v1+json", """
                {"meta": {"api-version": "1.4"}, "name": "demo",
                 "project-status": {"status": "quarantined", "reason": "malware"},
                 "files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "x/demo-1.0-py3-none-any.whl", "hashes": {}}]}
                """);

        ProjectPage page = index().project(DEMO).orElseThrow();

        assertThat(page.files()).isEmpty();
        assertThat(page.status()).hasValue("quarantined");
        assertThat(page.statusReason()).hasValue("malware");
    }

    @Test
    void offlineTheCacheAnswersWhateverItsAge() throws IOException {
        index().project(DEMO);
        clock.pass(Duration.ofDays(400));
        try (Http offline = http().offline(true).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.ALWAYS), offline, cache());
            assertThat(index.project(DEMO)).isPresent();
        }
    }

    @Test
    void offlineAPageThatIsNotInTheCacheIsNamed() {
        try (Http offline = http().offline(true).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), offline, cache());
            golden("offline.txt", catchThrowable(() -> index.project(DEMO)));
        }
    }

    @Test
    void anIndexThatIsDownIsToldAfterAllTries() {
        server.failing(100);
        Throwable error = catchThrowable(() -> index().project(DEMO));

        assertThat(error).isInstanceOf(HttpFailure.class);
        golden("down.txt", error);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void anIndexThatRefusesIsToldWithTheWayToGiveAPassword() {
        server.guardedBy("ann", "secret");
        Throwable error = catchThrowable(() -> index().project(DEMO));

        assertThat(error).isInstanceOf(UserException.class);
        golden("unauthorized.txt", error);
    }

    @Test
    void anIndexThatForbidsIsToldApart() {
        server.guardedBy("ann", "secret").refusingWith(403);
        Credentials wrong = Credentials.NONE.with(server.url(), new Credential("ann", "hunter2"));
        try (Http guarded = http().credentials(wrong).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), guarded, cache());
            golden("forbidden.txt", catchThrowable(() -> index.project(DEMO)));
        }
    }

    @Test
    void credentialsStandInNoFileOfTheCache() throws IOException {
        server.guardedBy("ann", "hunter2");
        URI url = URI.create(server.url().toString().replace("//", "//ann:hunter2@"));
        Credentials credentials = Credentials.NONE.with(url, Credential.of(url).orElseThrow());
        try (Http guarded = http().credentials(credentials).build()) {
            SimpleIndex.of(IndexDeclaration.of("main", url, "a test"), guarded, cache())
                    .project(DEMO);
        }
        for (Path file : cached()) {
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("hunter2");
        }
        assertThat(cached()).hasSize(1);
    }

    @Test
    void pagesThatAreNoneAreRefused() throws IOException {
        Map<String, List<String>> pages = Map.of(
                "no-page.txt", List.of("text/plain", "hello"),
                "newer-version.txt", List.of("application/vnd.pypi.simple.v2+json", "{}"),
                "newer-api.txt",
                        List.of(
                                "application/vnd.pypi.simple.v1+json",
                                "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}"),
                "newer-html.txt",
                        List.of("text/html", "<meta name='pypi:repository-version' content='2.0'><a href='x'>x</a>"),
                "no-json.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"files\": [}"),
                "wrong-shape.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"files\": {\"a\": 1}}"),
                "no-files.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"message\": \"hello\"}"));
        pages.forEach((golden, page) -> {
            server.page("demo", page.get(0), page.get(1));
            Throwable error = catchThrowable(() -> index().project(DEMO));
            assertThat(error).as(golden).isInstanceOf(UserException.class);
            golden(golden, error);
        });
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/vnd.pypi.simple.v1+json | {"meta": {"api-version": "1.9"}, "files": [], "news": {}}
                    text/html                           | <meta name='pypi:repository-version' content='1.9'>
                    """)
    void aLaterMinorVersionIsReadAndToldOnce(String type, String page) throws IOException {
        server.page("demo", type, page).page("other", type, page);
        TestProgress progress = new TestProgress();
        SimpleIndex index = index().telling(progress);

        assertThat(index.project(DEMO)).isPresent();
        assertThat(index.project(PackageName.parse("other"))).isPresent();

        assertThat(progress.warnings())
                .containsExactly(
                        "The index " + index.describe() + " answers in version 1.9 of the index format, and 1.4"
                                + " is known: what a later version adds does not count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1.4"})
    void aKnownVersionIsNotWorthAWord(String version) throws IOException {
        server.page(
                "demo",
                "application/vnd.pypi.simple.v1+json",
                "{\"meta\": {\"api-version\": \"" + version + "\"}, \"files\": []}");
        TestProgress progress = new TestProgress();

        assertThat(index().telling(progress).project(DEMO)).isPresent();
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void anAnswerThatIsNeitherAPageNorMissingIsRefused() {
        server.guardedBy("ann", "secret").refusingWith(418);

        golden("unexpected.txt", catchThrowable(() -> index().project(DEMO)));
    }

    private void golden(String name, Throwable error) {
        String text = error.getMessage().replace(String.valueOf(server.url().getPort()), "PORT");
        Golden.assertMatches("index/" + name, text);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void asksForTheDeclaredFormat() throws IOException {
        IndexDeclaration html = declaration(UpdatePolicy.ALWAYS).format(PageFormat.parse("html"));
        IndexDeclaration json = html.format(PageFormat.parse("json"));

        assertThat(SimpleIndex.of(html, http, cache()).project(DEMO)).isPresent();
        assertThat(SimpleIndex.of(json, http, cache()).project(DEMO)).isPresent();

        assertThat(server.requests())
                .extracting(request -> request.header("Accept").orElseThrow())
                .containsExactly(
                        "application/vnd.pypi.simple.v1+html, text/html;q=0.5", "application/vnd.pypi.simple.v1+json");
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThatThrownBy(() -> PageFormat.parse("xml"))
                .hasMessage("Not a format of an index's pages: `xml`\nhint: say `auto`, `json` or `html`");
    }

    private SimpleIndex index() {
        return index(UpdatePolicy.DEFAULT);
    }

    private SimpleIndex index(UpdatePolicy policy) {
        return SimpleIndex.of(declaration(policy), http, cache());
    }

    private PageCache cache() {
        return new PageCache(folder, clock, false);
    }

    private IndexDeclaration declaration(UpdatePolicy policy) {
        return IndexDeclaration.of("main", server.url(), "a test").policy(policy);
    }

    private static Http.Builder http() {
        return Http.builder().retries(new Retries(2, Duration.ZERO, time -> {}));
    }
}
