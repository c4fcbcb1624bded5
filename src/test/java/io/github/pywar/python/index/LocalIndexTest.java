package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.http.Http;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIndexTest {

    private static final PackageName DEMO = PackageName.parse("demo-app");
    private static final TestWheel WHEEL = TestWheel.of("demo_app", "1.0");

    @TempDir
    private Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void listsFilesOfAFolderByName() throws IOException {
        WHEEL.write(folder);
        Files.createFile(folder.resolve("Demo.App-1.1-py3-none-any.whl"));
        Files.createFile(folder.resolve("demo-app-0.9.tar.gz"));
        Files.createFile(folder.resolve("demo-app-extra-0.9.tar.gz"));
        Files.createFile(folder.resolve("demo-1.0-py3-none-any.whl"));
        Files.createFile(folder.resolve("readme.txt"));
        Files.createDirectory(folder.resolve("demo_app-2.0-py3-none-any.whl"));

        List<DistributionFile> files = files(folder.toUri());

        assertThat(files)
                .extracting(DistributionFile::fileName)
                .containsExactly("Demo.App-1.1-py3-none-any.whl", "demo-app-0.9.tar.gz", WHEEL.fileName());
        assertThat(files.get(2).url())
                .isEqualTo(folder.resolve(WHEEL.fileName()).toUri());
        assertThat(files.get(2).size()).hasValue(WHEEL.bytes().length);
        assertThat(files.get(2).isLocal()).isTrue();
    }

    @Test
    void listsNothingForAnEmptyOrMissingFolder() throws IOException {
        assertThat(index(folder.toUri(), folder.resolve("missing").toUri()).project(DEMO))
                .isEmpty();
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void redactsPasswordsInItsDescription() {
        assertThat(index(URI.create("https://ann:secret@files.example.org/wheels/"))
                        .describe())
                .isEqualTo("`https://files.example.org/wheels/`");
    }

    @Test
    void readsASingleFile() throws IOException {
        assertThat(files(WHEEL.write(folder).toUri())).hasSize(1);
    }

    @Test
    void readsALocalPage() throws IOException {
        WHEEL.write(folder);
        Path page = Files.writeString(
                folder.resolve("links.html"),
                "<a href=\"" + WHEEL.fileName() + "\">one</a><a href='other-1.zip'>no</a>");

        assertThat(files(page.toUri())).extracting(DistributionFile::isLocal).containsExactly(true);
    }

    @Test
    void readsTheAttributesOfALocalPage() throws IOException {
        WHEEL.write(folder);
        Path page = Files.writeString(
                folder.resolve("links.html"),
                "<a data-requires-python='&gt;=3.12' data-yanked='broken' href=\"" + WHEEL.fileName() + "\">one</a>");

        assertThat(files(page.toUri())).singleElement().satisfies(file -> {
            assertThat(file.requiresPython()).hasValue(">=3.12");
            assertThat(file.yanked()).hasValue("broken");
            assertThat(file.size()).hasValue(WHEEL.bytes().length);
        });
    }

    @Test
    void readsAFileUrlWithLocalhost() throws IOException {
        WHEEL.write(folder);

        assertThat(files(URI.create("file://localhost" + folder.toUri().getRawPath())))
                .hasSize(1);
        assertThat(catchThrowable(() -> files(URI.create("file://elsewhere/srv/wheels/"))))
                .hasMessageContaining("another machine, `elsewhere`");
    }

    @Test
    void readsAPageOfAServerWithoutLinksToLocalFiles() throws IOException {
        try (TestIndex server = TestIndex.start()) {
            server.serve(
                    "/links/",
                    "text/html",
                    "<a href='demo_app-1.0-py3-none-any.whl#sha256=00'>a</a>"
                            + "<a href='file:///etc/demo_app-2.0-py3-none-any.whl'>b</a>");

            assertThat(files(server.at("/links/")))
                    .extracting(DistributionFile::url)
                    .containsExactly(server.at("/links/demo_app-1.0-py3-none-any.whl"));
        }
    }

    @Test
    void skipsAMissingPageWithAWarning() throws IOException {
        try (TestIndex server = TestIndex.start()) {
            assertThat(index(server.at("/none/")).project(DEMO)).isEmpty();
            assertThat(progress.warnings())
                    .containsExactly("find-links: `" + server.at("/none/") + "` answers 404; it is skipped");
        }
    }

    @Test
    void readsTheCachedPageOffline() throws IOException {
        try (TestIndex server = TestIndex.start();
                Http offline = Http.builder().offline(true).build()) {
            server.serve("/links/", "text/html", "<a href='demo_app-1.0-py3-none-any.whl#sha256=00'>a</a>");
            URI place = URI.create(server.at("/links/").toString().replace("://", "://ann:secret@"));
            List<DistributionFile> online = files(place);
            assertThat(index(server.at("/none/")).project(DEMO)).isEmpty();

            assertThat(index(offline, place).project(DEMO).orElseThrow().files())
                    .isEqualTo(online);
            assertThat(index(offline, server.at("/none/")).project(DEMO)).isEmpty();
        }
    }

    @Test
    void revalidatesAPageInEachBuild() throws IOException {
        try (TestIndex server = TestIndex.start()) {
            server.serve("/links/", "text/html", "<a href='demo_app-1.0-py3-none-any.whl'>a</a>");
            files(server.at("/links/"));
            server.serve("/links/", "text/html", "<a href='demo_app-2.0-py3-none-any.whl'>a</a>");

            assertThat(files(server.at("/links/")))
                    .extracting(DistributionFile::fileName)
                    .containsExactly("demo_app-2.0-py3-none-any.whl");
        }
    }

    @Test
    void reportsAMissingPageOffline() {
        try (Http offline = Http.builder().offline(true).build()) {
            LocalIndex index = index(offline, URI.create("https://ann:secret@files.example.org/wheels/"));

            Golden.assertMatches(
                    "index/offline-links.txt",
                    catchThrowable(() -> index.project(DEMO)).getMessage());
        }
    }

    @Test
    void readsAFolderWithTheLayoutOfAnIndex() throws IOException {
        Path project = Files.createDirectories(folder.resolve("demo-app"));
        WHEEL.write(project);
        SimpleIndex index = SimpleIndex.of(
                IndexDeclaration.of("house", folder.toUri(), "a test"),
                http(),
                new PageCache(folder, Clock.systemUTC(), false));

        Optional<ProjectPage> page = index.project(DEMO);

        assertThat(page.orElseThrow().files()).hasSize(1);
        assertThat(index.project(PackageName.parse("other"))).isEmpty();
    }

    private List<DistributionFile> files(URI place) throws IOException {
        return index(place).project(DEMO).orElseThrow().files();
    }

    private LocalIndex index(URI... places) {
        return index(http(), places);
    }

    private LocalIndex index(Http http, URI... places) {
        PageCache cache = new PageCache(folder.resolve("pages"), Clock.systemUTC(), false);
        return LocalIndex.of(List.of(places), http, cache, progress);
    }

    private static Http http() {
        return Http.builder().build();
    }
}
