package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications whose libraries are source code, with and without a lock. */
class SourceCodeTest extends LockFixture {

    private static final Pattern COMMIT = Pattern.compile("commit-id = \"([0-9a-f]{40})\"");

    @BeforeEach
    void allowBuilds() {
        index.add(BackendWheels.hooks());
        project.python = BackendWheels.python().series();
        project.builds = BuildPolicy.PURE;
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("PIP_") || name.startsWith("UV_"));
        project.variables = variables;
    }

    private void add(TestSdist sdist) {
        index.add(sdist.fileName(), sdist.bytes());
    }

    private List<Library> libraries(AppSpec spec) throws IOException {
        return LockedOrResolvedLibraries.of(project.settings(), project.sources())
                .libraries(spec, project.progress);
    }

    private static List<String> files(List<Library> libraries) {
        return libraries.stream().map(one -> one.wheel().fileName()).toList();
    }

    private long requests(String part) {
        return index.requests().stream()
                .map(TestIndex.Request::path)
                .filter(path -> path.contains(part))
                .count();
    }

    @Test
    void packagesASourceDistribution() throws IOException {
        addWeb();
        add(TestSdist.of("detect", "1.0").metadata("Requires-Dist: six"));

        assertThat(files(project.libraries("web", "detect")))
                .containsExactly("detect-1.0-py3-none-any.whl", "six-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(project.progress.steps()).anyMatch(step -> step.startsWith("`detect` 1.0 is built from source: "));
    }

    @Test
    void buildsFromALockWithoutAPageOfThePackage() throws IOException {
        addWeb();
        TestSdist sdist = TestSdist.of("detect", "1.0").metadata("Requires-Dist: six");
        add(sdist);
        project.lock(List.of("web", "detect"));
        String hash = Sha256.of(sdist.bytes()).hex();
        assertThat(project.text())
                .contains("sdist = {name = \"detect-1.0.tar.gz\", url = \"" + index.fileUrl("detect-1.0.tar.gz")
                        + "\", size = " + sdist.bytes().length + ", hashes = {sha256 = \"" + hash + "\"}}");
        project.clearCache();
        index.forgetRequests();

        List<Library> libraries = project.libraries("web", "detect");

        assertThat(files(libraries)).hasSize(3).contains("detect-1.0-py3-none-any.whl");
        assertThat(libraries.get(0).directUrl()).isEmpty();
        assertThat(requests("/simple/detect/") + requests("/simple/web/")).isZero();
        assertThat(requests("/files/detect-1.0.tar.gz")).isOne();
        assertThat(project.progress.steps()).contains("Building a wheel of `detect-1.0.tar.gz`");
    }

    @Test
    void namesTheSourceOfABuiltWheelInsteadOfAnIndex() throws IOException {
        add(TestSdist.of("detect", "1.0"));
        List<Library> resolved = project.libraries("detect");
        project.lock(List.of("detect"));
        List<Library> locked = project.libraries("detect");

        assertThat(List.of(resolved.get(0), locked.get(0)))
                .allSatisfy(one -> assertThat(one.index()).isEmpty())
                .allSatisfy(one ->
                        assertThat(one.source().map(Library.Source::name)).contains("detect-1.0.tar.gz"));
    }

    @Test
    void buildsAgainFromTheCacheOnly() throws IOException {
        add(TestSdist.of("detect", "1.0"));
        List<Library> first = project.libraries("detect");
        index.forgetRequests();

        List<Library> second = project.libraries("detect");

        assertThat(described(second)).isEqualTo(described(first));
        assertThat(requests("/files/")).isZero();
    }

    @Test
    void refusesALockedSourceDistributionWithOtherContent() throws IOException {
        add(TestSdist.of("detect", "1.0"));
        project.lock(List.of("detect"));
        project.clearCache();
        add(TestSdist.of("detect", "1.0").metadata("Summary: changed"));

        assertThatThrownBy(() -> project.libraries("detect"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("detect-1.0.tar.gz")
                .hasMessageContaining("expected by: pylock.toml:");
    }

    @Test
    void refusesALockedSourceDistributionIfBuildsAreForbidden() throws IOException {
        add(TestSdist.of("detect", "1.0"));
        add(TestSdist.of("other", "1.0"));
        project.lock(List.of("detect", "other"));
        project.builds = new BuildPolicy(BuildScope.NONE, Map.of());

        assertThatThrownBy(() -> project.libraries("detect", "other"))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("app-lock/builds-forbidden.txt", e.getMessage()));
    }

    @Test
    void refusesMetadataThatTheBuiltWheelDoesNotHave() throws IOException {
        addWeb();
        TestSdist sdist = TestSdist.of("detect", "1.0").metadata("Requires-Dist: six");
        add(sdist);
        Path folder = sdist.unpack(this.folder.resolve("detect"));
        Path backend = folder.resolve("own_backend.py");
        Files.writeString(
                backend,
                Files.readString(backend)
                        .replace("metadata = info.read()", "metadata = info.read().replace('six', 'web')"));

        assertThatThrownBy(() -> libraries(project.specOfFile("./detect\n")))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("app-lock/built-metadata.txt", e.getMessage()));
    }

    @Test
    void proposesAnOlderWheelIfTheBuildFails() {
        add("detect", "0.9", "");
        add(TestSdist.of("detect", "1.0").failing("no luck"));

        assertThatThrownBy(() -> project.libraries("detect"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no luck")
                .hasMessageContaining(
                        "or use `detect` 0.9, the newest older version with a wheel for the target: require"
                                + " `detect<1.0`, or add `--only-binary detect`");
    }

    @Test
    void proposesANativeBuildIfTheWheelIsCompiled() {
        add("detect", "0.9", "");
        add(TestSdist.of("detect", "1.0").tag("py3-none-linux_x86_64"));

        assertThatThrownBy(() -> project.libraries("detect"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has compiled code")
                .hasMessageContaining("to build compiled code of `detect` on this machine")
                .hasMessageContaining("require `detect<1.0`");
    }

    /** Compiled code of two packages; one is forbidden, the target can load neither, and a third build fails. */
    @Test
    void reportsAllFailedBuildsAtOnce() throws IOException {
        TestElf old = TestElf.x86().needs("liba-of-no-machine.so.5").versions("libc.so.6", "GLIBC_2.17");
        add(TestSdist.of("alpha", "1.0").tag("py3-none-linux_x86_64").builds("alpha_c.so", old.bytes()));
        TestElf recent = TestElf.x86().needs("libb-of-no-machine.so.1").versions("libc.so.6", "GLIBC_2.34");
        add(TestSdist.of("beta", "1.0").tag("py3-none-linux_x86_64").builds("beta_c.so", recent.bytes()));
        add(TestSdist.of("gamma", "1.0").failing("no luck"));
        add("gamma", "0.9", "");
        add(TestSdist.of("omega", "1.0"));
        project.builds = new BuildPolicy(BuildScope.PURE, Map.of(PackageName.parse("beta"), BuildScope.NATIVE));

        UserException error =
                catchThrowableOfType(UserException.class, () -> project.libraries("alpha", "beta", "gamma", "omega"));

        String plain = plain(error.getMessage());
        Golden.assertMatches("app-lock/failed-builds.txt", plain);
        assertThat(project.progress.steps()).contains("Building a wheel of `omega-1.0.tar.gz`");
        project.lock(List.of("alpha", "beta", "gamma", "omega"));
        UserException locked =
                catchThrowableOfType(UserException.class, () -> project.libraries("alpha", "beta", "gamma", "omega"));
        assertThat(plain(locked.getMessage())).isEqualTo(plain.replaceAll("\nhint: or use `gamma` 0\\.9, .*", ""));
    }

    /** A build requirement that fails is built once, and is one error. */
    @Test
    void reportsAFailedBuildRequirementOnce() throws IOException {
        add(TestSdist.of("helper", "1.0").failing("no luck"));
        add(TestSdist.of("alpha", "1.0").buildRequires("helper"));
        add(TestSdist.of("beta", "1.0").buildRequires("helper"));

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("alpha", "beta"));

        assertThat(error.getMessage()).containsOnlyOnce("Cannot build `helper-1.0.tar.gz`");
        assertThat(project.progress.steps())
                .filteredOn(step -> step.equals("Building a wheel of `helper-1.0.tar.gz`"))
                .hasSize(1);
    }

    /** The paths and versions of this machine, and the lines of the log before the last one, are not compared. */
    private String plain(String message) {
        return message.replace(folder.toString(), "FOLDER")
                .replace(BackendWheels.python().toString(), "PYTHON")
                .replace(project.python, "3.11")
                .replaceAll("(?m)(^    \\| .*)$\n(?=    \\|)", "");
    }

    @Test
    void packagesAFolderWithoutADeclaredName() throws IOException {
        addWeb();
        TestSdist.of("detect", "1.0").metadata("Requires-Dist: six").unpack(folder.resolve("libs/detect"));
        AppSpec spec = project.specOfFile("-e ./libs/detect\nweb\n");
        List<Library> resolved = libraries(spec);
        project.lock(spec);

        assertThat(files(resolved)).contains("detect-1.0-py3-none-any.whl", "six-1.0-py3-none-any.whl");
        assertThat(resolved.get(0).directUrl()).isEmpty();
        assertThat(resolved.get(0).requested()).isTrue();
        assertThat(project.text())
                .contains("name = \"detect\"\n", "directory = {path = \"libs/detect\"}", "\"@ ./libs/detect/\"")
                .doesNotContain(folder.toString());
        assertThat(described(libraries(spec))).isEqualTo(described(resolved));
    }

    @Test
    void buildsAFolderWithoutADeclaredNameIfItsPackageIsAllowed() throws IOException {
        TestSdist.of("detect", "1.0").metadata("Dynamic: Requires-Dist").unpack(folder.resolve("detect"));
        AppSpec spec = project.specOfFile("./detect\n");

        project.builds = new BuildPolicy(BuildScope.NONE, Map.of(PackageName.parse("detect"), BuildScope.PURE));
        assertThat(files(libraries(spec))).containsExactly("detect-1.0-py3-none-any.whl");

        project.clearCache();
        project.builds = new BuildPolicy(BuildScope.NONE, Map.of(PackageName.parse("other"), BuildScope.PURE));
        assertThatThrownBy(() -> libraries(spec))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("wheels are not built from source")
                .hasMessageContaining("to build `detect` from source code");
    }

    @Test
    void refusesToLockAFolderElsewhere() {
        TestSdist.of("detect", "1.0").unpack(folder.resolveSibling("elsewhere"));

        assertThatThrownBy(() -> project.lock(project.specOfFile("../elsewhere\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is outside the folder of the lock");
    }

    @Test
    void findsThatAnotherFolderIsDeclaredThanLocked() throws IOException {
        TestSdist.of("detect", "1.0").unpack(folder.resolve("libs/detect"));
        TestSdist.of("detect", "1.0").unpack(folder.resolve("more/detect"));
        project.lock(project.specOfFile("./libs/detect\n"));

        assertThatThrownBy(() -> libraries(project.specOfFile("./more/detect\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("requirements: `@ ./more/detect/` is declared, but not in the lock");
    }

    @Test
    void packagesAnArchiveByItsUrl() throws IOException {
        addWeb();
        TestSdist sdist = TestSdist.of("detect", "1.0").metadata("Requires-Dist: six");
        add(sdist);
        AppSpec spec = project.specOfFile(index.fileUrl("detect-1.0.tar.gz") + "\nweb\n");
        List<Library> resolved = libraries(spec);
        project.lock(spec);

        assertThat(resolved.get(0).directUrl().orElseThrow().toJson())
                .hasToString("{\"url\":\"" + index.fileUrl("detect-1.0.tar.gz")
                        + "\",\"archive_info\":{\"hashes\":{\"sha256\":\""
                        + Sha256.of(sdist.bytes()).hex() + "\"}}}");
        assertThat(project.text()).contains("archive = {url = \"" + index.fileUrl("detect-1.0.tar.gz"));
        assertThat(resolved.get(0).index()).isEmpty();
        assertThat(resolved.get(0).source().map(Library.Source::name)).contains("detect-1.0.tar.gz");
        assertThat(libraries(spec).get(0).directUrl().orElseThrow().toJson())
                .isEqualTo(resolved.get(0).directUrl().orElseThrow().toJson());
    }

    @Test
    void buildsFromALockWithAnArchiveOfAnyName() throws IOException {
        index.add("main.tar.gz", TestSdist.of("detect", "1.0").bytes());
        AppSpec spec = project.specOfFile("detect @ " + index.fileUrl("main.tar.gz") + "\n");
        project.lock(spec);
        project.clearCache();

        assertThat(files(libraries(spec))).containsExactly("detect-1.0-py3-none-any.whl");
    }

    @Test
    void checksTheHashOfAnArchive() throws IOException {
        TestSdist sdist = TestSdist.of("detect", "1.0");
        add(sdist);
        String url = index.fileUrl("detect-1.0.tar.gz").toString();

        assertThat(files(libraries(project.specOfFile("detect @ " + url + " --hash=sha256:"
                        + Sha256.of(sdist.bytes()).hex() + "\n"))))
                .hasSize(1);
        assertThatThrownBy(() ->
                        libraries(project.specOfFile("detect @ " + url + " --hash=sha256:" + "0".repeat(64) + "\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of the hashes that the requirements allow");
    }

    @Test
    void refusesAHashOfAFolder() {
        TestSdist.of("detect", "1.0").unpack(folder.resolve("detect"));

        assertThatThrownBy(() -> libraries(project.specOfFile("./detect --hash=sha256:" + "0".repeat(64) + "\n")))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("app-lock/hash-of-folder.txt", e.getMessage()));
    }

    @Test
    void locksTheCommitOfARepository() throws IOException {
        Path repository = folder.resolve("vendor/detect");
        TestSdist.of("detect", "1.0").unpack(repository);
        git(repository, "init", "-q", "-b", "main");
        git(repository, "add", ".");
        git(repository, "commit", "-q", "-m", "one");
        AppSpec spec = project.specOfFile("git+" + repository.toUri() + "@main\n");
        project.lock(spec);
        Matcher first = COMMIT.matcher(project.text());
        assertThat(first.find()).isTrue();
        assertThat(project.text())
                .contains(
                        "vcs = {type = \"git\", path = \"vendor/detect\", requested-revision = \"main\", commit-id = \"");
        TestSdist.of("detect", "2.0").unpack(repository);
        git(repository, "commit", "-q", "-a", "-m", "two");

        assertThat(files(libraries(spec))).containsExactly("detect-1.0-py3-none-any.whl");
        project.lock(spec);
        assertThat(project.text()).doesNotContain(first.group(1));
        assertThat(files(libraries(spec))).containsExactly("detect-2.0-py3-none-any.whl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    directory = {path = "../elsewhere"}                                      | outside the project
                    directory = {path = "link"}                                              | outside the project
                    directory = {path = "missing"}                                           | `path` is not a folder
                    vcs = {type = "git", path = "../elsewhere", commit-id = "COMMIT"}        | outside the project
                    vcs = {type = "git", url = "file://ELSEWHERE", commit-id = "COMMIT"}     | outside the project
                    vcs = {type = "git", url = "ext::touch hacked", commit-id = "COMMIT"}    | is not the URL of a Git or Mercurial repository
                    vcs = {type = "svn", url = "https://x.example/a", commit-id = "COMMIT"}  | is not the URL of a Git or Mercurial repository
                    vcs = {type = "git", url = "https://x.example/a", commit-id = "main"}    | `commit-id` is not a complete commit id
                    vcs = {type = "git", url = "https://x.example/a", commit-id = "--help"}  | `commit-id` is not a complete commit id
                    sdist = {url = "https://x.example/a-1.tar.gz", hashes = {md5 = "00"}}    | no secure hash
                    """)
    void refusesSourceCodeOfAForeignLock(String artifact, String fault) throws IOException {
        Path elsewhere = TestSdist.of("a", "1").unpack(folder.resolve("elsewhere"));
        Path inside = Files.createDirectories(folder.resolve("project"));
        Files.createSymbolicLink(inside.resolve("link"), elsewhere);
        project = new LockProject(inside, index);
        project.builds = BuildPolicy.PURE;
        Files.writeString(
                project.file(),
                "lock-version = \"1.0\"\ncreated-by = \"other\"\n[[packages]]\nname = \"a\"\n"
                        + artifact.replace("ELSEWHERE", elsewhere.toString()).replace("COMMIT", "01".repeat(20))
                        + "\n");

        assertThatThrownBy(() -> project.libraries("a"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ./libs/detect                                    | (requirements.txt:1): not in the lock
                    git+https://x.example/a@1.0                      | (requirements.txt:1): not in the lock
                    a @ git+https://x.example/a@1.0                  | the lock has `https://x.example/a@main`
                    a @ git+https://x.example/other@main             | the lock has `https://x.example/a@main`
                    a @ hg+https://x.example/a@main                  | the lock has `https://x.example/a@main`
                    a @ git+https://x.example/a@main#subdirectory=b  | the lock has `https://x.example/a@main`
                    a @ https://x.example/a.zip                      | the lock has `https://x.example/a@main`
                    """)
    void comparesDeclaredSourceCodeWithAForeignLock(String requirement, String fault) throws IOException {
        TestSdist.of("detect", "1.0").unpack(folder.resolve("libs/detect"));
        Files.writeString(project.file(), """
                lock-version = "1.0"
                created-by = "other"
                [[packages]]
                name = "a"
                vcs = {type = "git", url = "https://x.example/a", requested-revision = "main", commit-id = "%s"}
                """.formatted("01".repeat(20)));

        assertThatThrownBy(() -> libraries(project.specOfFile(requirement + "\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("does not match the declared dependencies")
                .hasMessageContaining(fault);
    }

    private static void git(Path repository, String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"-c", "user.name=test", "-c", "user.email=test@example.org"}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        Tool.Result result = Tool.run(repository, "git", all);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
