package io.github.pywar.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePrecedenceTest {

    private static final IndexDeclaration OF_POM =
            IndexDeclaration.of("pom", URI.create("https://pom.example.org/simple/"), "<indexes>");
    private static final Map<String, String> PIP = Map.of("PIP_INDEX_URL", "https://pip.example.org/simple/");
    private static final String FILE = "--index-url https://file.example.org/simple/\nflask\n";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void prefersTheIndexOfTheBuild() throws IOException {
        assertThat(urls(List.of(OF_POM), FILE, PIP)).containsExactly("https://pom.example.org/simple/");
    }

    @Test
    void prefersRequirementsFilesToPip() throws IOException {
        assertThat(urls(List.of(), FILE, PIP)).containsExactly("https://file.example.org/simple/");
    }

    @Test
    void usesTheIndexOfPip() throws IOException {
        assertThat(urls(List.of(), "flask\n", PIP)).containsExactly("https://pip.example.org/simple/");
    }

    @Test
    void queriesAdditionalIndexesFirstAndReportsThem() throws IOException {
        Map<String, String> both = Map.of(
                "PIP_INDEX_URL", "https://pip.example.org/simple/",
                "PIP_EXTRA_INDEX_URL", "https://extra.example.org/simple/");

        assertThat(urls(List.of(), "flask\n", both))
                .containsExactly("https://extra.example.org/simple/", "https://pip.example.org/simple/");
        assertThat(progress.steps())
                .containsExactly("Indexes, the first that has a package serves it:"
                        + " extra.example.org (PIP_EXTRA_INDEX_URL), pypi (PIP_INDEX_URL)");
    }

    @Test
    void queriesAnAdditionalIndexOfAFileFirst() throws IOException {
        String file = "--extra-index-url https://more.example.org/simple/\nflask\n";

        assertThat(urls(List.of(), file, PIP))
                .containsExactly("https://more.example.org/simple/", "https://pip.example.org/simple/");
        assertThat(urls(List.of(OF_POM), file, PIP)).containsExactly("https://pom.example.org/simple/");
        assertThat(urls(List.of(), FILE + file, PIP))
                .containsExactly("https://more.example.org/simple/", "https://file.example.org/simple/");
        assertThat(urls(List.of(), file, Map.of("PIP_NO_INDEX", "1"))).isEmpty();
    }

    @Test
    void queriesNoIndexIfTurnedOff() throws IOException {
        assertThat(urls(List.of(), "--no-index\nflask\n", PIP)).isEmpty();
        assertThat(urls(List.of(), "flask\n", Map.of("PIP_NO_INDEX", "1"))).isEmpty();
    }

    @Test
    void replacesAnIndexByItsMirror() throws IOException {
        assertThat(effective(List.of(), "flask\n", PIP, mirror("pypi")).indexes())
                .extracting(IndexDeclaration::id)
                .containsExactly("mirror");
        assertThat(effective(List.of(), "flask\n", PIP, mirror("other")).indexes())
                .extracting(IndexDeclaration::id)
                .containsExactly("pypi");
    }

    @Test
    void usesTheMirrorOfTheDefaultIndex() throws IOException {
        assertThat(effective(List.of(), "flask\n", Map.of(), mirror("pypi")).indexes())
                .extracting(IndexDeclaration::id)
                .containsExactly("mirror");
        assertThat(effective(List.of(OF_POM), "flask\n", Map.of(), mirror("pypi"))
                        .indexes())
                .extracting(IndexDeclaration::id)
                .doesNotContain("mirror");
        assertThat(effective(List.of(), "--no-index\nflask\n", Map.of(), mirror("pypi"))
                        .indexes())
                .isEmpty();
    }

    @Test
    void sendsTheCredentialOfAMirrorForFilesOfALock() throws IOException {
        try (TestIndex guarded = TestIndex.start().guardedBy("ann", "secret")) {
            guarded.serve("/files/six", "text/plain", "six");
            ServerSettings settings = mirror("pypi", guarded.url(), Optional.of(new Credential("ann", "secret")));
            PackageSources sources =
                    sources(new PackageSources.IndexOptions(List.of(), List.of(), false), Map.of(), settings, false);

            try (Http http = SourcePrecedence.forFiles(sources, List.of()).http()) {
                assertThat(http.get(HttpRequest.of(guarded.at("/files/six")), HttpResponse::bytes))
                        .isEqualTo("six".getBytes());
            }
        }
    }

    @Test
    void requiresAnIndex() {
        UserException error = catchThrowableOfType(UserException.class, () -> urls(List.of(), "flask\n", Map.of()));

        Golden.assertMatches("task/no-index.txt", error.getMessage());
    }

    @Test
    void warnsOfMergedIndexes() throws IOException {
        IndexDeclaration own = IndexDeclaration.of("own", URI.create("https://own.example.org/simple/"), "<indexes>");
        PackageSources.IndexOptions merging =
                new PackageSources.IndexOptions(List.of(own, OF_POM), List.of(), false, true);

        effective(merging, "flask\n", Map.of(), ServerSettings.NONE, false);

        Golden.assertMatches("task/merged-indexes.txt", String.join("\n", progress.warnings()));
        effective(List.of(own, OF_POM), "flask\n", Map.of(), ServerSettings.NONE, false);
        assertThat(progress.warnings()).hasSize(1);
    }

    @Test
    void listsTheVersionsOfAllMergedIndexes() throws IOException {
        try (TestIndex first = TestIndex.start();
                TestIndex second = TestIndex.start()) {
            for (String version : List.of("1.0", "2.0")) {
                TestWheel wheel = TestWheel.of("demo", version);
                (version.equals("1.0") ? first : second).add(wheel.fileName(), wheel.bytes());
            }
            List<IndexDeclaration> both = List.of(
                    IndexDeclaration.of("first", first.url(), "<indexes>"),
                    IndexDeclaration.of("second", second.url(), "<indexes>"));

            assertThat(demos(new PackageSources.IndexOptions(both, List.of(), false, true)))
                    .containsExactlyInAnyOrder("demo-1.0-py3-none-any.whl", "demo-2.0-py3-none-any.whl");
            assertThat(demos(new PackageSources.IndexOptions(both, List.of(), false)))
                    .containsExactly("demo-1.0-py3-none-any.whl");
        }
    }

    private List<String> demos(PackageSources.IndexOptions options) throws IOException {
        SourcePrecedence all = effective(options, "demo\n", Map.of(), ServerSettings.NONE, false);
        try (Http http = all.http()) {
            PageCache pages = new PageCache(folder.resolve("pages"), Clock.systemUTC(), true);
            return all.index(http, pages, progress).project(PackageName.parse("demo")).orElseThrow().files().stream()
                    .map(DistributionFile::fileName)
                    .toList();
        }
    }

    @Test
    void resolvesFindLinksInTheProjectsFolder() throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));

        assertThat(effective(List.of(), "--no-index\n-f wheels\nflask\n", Map.of(), ServerSettings.NONE)
                        .file()
                        .findLinks())
                .containsExactly(wheels.toUri());
    }

    @Test
    void warnsOfMissingFindLinks() throws IOException {
        Map<String, String> machine =
                Map.of("PIP_FIND_LINKS", folder.resolve("of-the-machine").toString());
        PackageSources.IndexOptions build = new PackageSources.IndexOptions(
                List.of(), List.of(folder.resolve("wheelz").toUri()), true);

        effective(build, "-f wheels\nflask\n", machine, ServerSettings.NONE, true);

        assertThat(progress.warnings())
                .hasSize(2)
                .allMatch(warning -> warning.contains("` does not exist; it is set in <findLinks>"))
                .anyMatch(warning -> warning.startsWith("The source of wheels `" + folder.resolve("wheelz") + "`"))
                .anyMatch(warning -> warning.startsWith("The source of wheels `" + folder.resolve("wheels") + "`"));
    }

    @Test
    void warnsOfInsecureSources() throws IOException {
        Map<String, String> machine = Map.of(
                "PIP_NO_BINARY", "psycopg2",
                "PIP_TRUSTED_HOST", "files.example.org",
                "PIP_INDEX_URL", "http://ann:secret@pip.example.org/simple/");
        effective(List.of(), "flask\n-f http://127.0.0.1/wheels\n", machine, ServerSettings.NONE, false);

        Golden.assertMatches("task/remarks.txt", String.join("\n", progress.warnings()));
    }

    @Test
    void allowsPlainHttpForATrustedHost() throws IOException {
        String file = "-i http://nexus.example.org/simple/\n--trusted-host nexus.example.org\nflask\n";
        effective(List.of(), file, Map.of(), ServerSettings.NONE, false);

        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void trustsOnlyTheNamedPort() throws IOException {
        String file =
                "-i http://nexus.example.org:8081/simple/\n--extra-index-url http://nexus.example.org:8082/simple/\n"
                        + "--trusted-host Nexus.example.org:8081\nflask\n";
        effective(List.of(), file, Map.of(), ServerSettings.NONE, false);

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .startsWith("`http://nexus.example.org:8082/simple/` uses plain http");
    }

    @Test
    void warnsOfAHostNameThatBeginsLikeLoopback() throws IOException {
        String file = "-i http://127.0.0.1.example.org/simple/\nflask\n";
        effective(List.of(), file, Map.of(), ServerSettings.NONE, false);

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("`http://127.0.0.1.example.org/simple/` uses plain http");
    }

    @Test
    void usesPasswordsOfAFileForLinkedFiles() throws IOException {
        RequirementsFileSources file = effective(
                        List.of(),
                        "--no-index\n-f http://ann:token@links.example.org/page.html\nflask\n",
                        Map.of(),
                        ServerSettings.NONE)
                .file();

        assertThat(file.credentials().find(URI.create("http://links.example.org/files/a.whl")))
                .contains(new Credential("ann", "token"));
    }

    @Test
    void rejectsInvalidConnectionsAndRetries() {
        UserException none = catchThrowableOfType(UserException.class, () -> new PackageSources.Traffic(false, 0, 3));
        UserException negative =
                catchThrowableOfType(UserException.class, () -> new PackageSources.Traffic(false, 1, -1));

        Golden.assertMatches("task/no-traffic.txt", none.getMessage() + "\n" + negative.getMessage());
    }

    @Test
    void rejectsInvalidLimits() {
        UserException none = catchThrowableOfType(UserException.class, () -> new PackageSources.Limits(10, 0, 400));

        Golden.assertMatches("task/no-limit.txt", none.getMessage());
    }

    private List<String> urls(List<IndexDeclaration> build, String requirements, Map<String, String> variables)
            throws IOException {
        return effective(build, requirements, variables, ServerSettings.NONE).indexes().stream()
                .map(index -> index.url().toString())
                .toList();
    }

    private SourcePrecedence effective(
            List<IndexDeclaration> build, String requirements, Map<String, String> variables, ServerSettings settings)
            throws IOException {
        return effective(build, requirements, variables, settings, true);
    }

    private SourcePrecedence effective(
            List<IndexDeclaration> build,
            String requirements,
            Map<String, String> variables,
            ServerSettings settings,
            boolean isOffline)
            throws IOException {
        return effective(
                new PackageSources.IndexOptions(build, List.of(), false), requirements, variables, settings, isOffline);
    }

    private SourcePrecedence effective(
            PackageSources.IndexOptions options,
            String requirements,
            Map<String, String> variables,
            ServerSettings settings,
            boolean isOffline)
            throws IOException {
        Path file = Files.writeString(folder.resolve("requirements.txt"), requirements);
        List<RequirementsOptions> lines =
                List.of(RequirementsFile.read(file, name -> null).options());
        return SourcePrecedence.of(sources(options, variables, settings, isOffline), lines, progress);
    }

    private PackageSources sources(
            PackageSources.IndexOptions options,
            Map<String, String> variables,
            ServerSettings settings,
            boolean isOffline) {
        return new PackageSources(
                options,
                settings,
                new PackageSources.Traffic(isOffline, 1, 0),
                new PackageSources.Cache(folder.resolve("cache"), false),
                new BuildMachine(variables, folder, folder, folder, "Linux"));
    }

    private static ServerSettings mirror(String of) {
        return mirror(of, URI.create("https://mirror.example.org/simple/"), Optional.empty());
    }

    private static ServerSettings mirror(String of, URI url, Optional<Credential> credential) {
        return new ServerSettings() {
            @Override
            public IndexDeclaration redirected(IndexDeclaration index) {
                return index.id().equals(of) ? IndexDeclaration.of("mirror", url, index.origin()) : index;
            }

            @Override
            public Optional<IndexDeclaration> usual() {
                return of.equals("pypi")
                        ? Optional.of(IndexDeclaration.of("mirror", url, "settings"))
                        : Optional.empty();
            }

            @Override
            public Optional<Credential> credential(IndexDeclaration index) {
                return index.url().equals(url) ? credential : Optional.empty();
            }

            @Override
            public Optional<HttpProxy.Rules> proxies() {
                return Optional.empty();
            }
        };
    }
}
