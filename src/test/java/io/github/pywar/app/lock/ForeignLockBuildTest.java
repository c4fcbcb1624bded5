package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds with a lock of another tool, from the test's own index. */
class ForeignLockBuildTest extends LockFixture {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
    private static final String PROJECT = """
            [project]
            name = "shop"
            version = "1.0"
            requires-python = ">=3.9"
            dependencies = ["web>=1"]
            """;

    @TempDir
    Path folderOfProject;

    @BeforeEach
    void fill() {
        addWeb();
        add("six", "1.1", "");
        add("web", "1.1", "Requires-Dist: six>=1");
    }

    @Test
    void takesTheLockedVersions() throws IOException {
        assertThat(files(locked(List.of(), "web==1.0", "six==1.0")))
                .containsExactly("six-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(project.progress.steps()).contains("Requirements: [project] of pyproject.toml, pinned by uv.lock");
    }

    @Test
    void locksTheSameVersions() throws IOException {
        AppSpec spec = spec(locked(List.of(), "web==1.0", "six==1.0"));
        project.lock(spec);

        assertThat(project.text())
                .contains("web-1.0-", "six-1.0-", "foreign-lock = [\n    \"uv.lock sha256:")
                .doesNotContain("1.1");
        LockedOrResolvedLibraries again = LockedOrResolvedLibraries.of(project.settings(), project.sources());
        assertThat(again.libraries(spec, project.progress)).hasSize(2);
    }

    @Test
    void findsItsOwnLockStaleWhenTheOtherChanges() throws IOException {
        project.lock(spec(locked(List.of(), "web==1.0", "six==1.0")));
        AppSpec changed = spec(locked(List.of(), "web==1.1", "six==1.0"));
        LockedOrResolvedLibraries own = LockedOrResolvedLibraries.of(project.settings(), project.sources());

        assertThat(catchThrowableOfType(UserException.class, () -> own.libraries(changed, project.progress)))
                .hasMessageContaining("constraints: `web==1.1` is declared, but not in the lock");
    }

    @Test
    void reportsAPackageThatTheLockLacks() throws IOException {
        DeclaredDependencies incomplete = locked(List.of(), "web==1.0");

        assertMatches("incomplete", incomplete);
    }

    @Test
    void resolvesWhatThePomAdds() throws IOException {
        add("idna", "3.0", "");
        add("server", "2.0", "Requires-Dist: idna\nRequires-Dist: six");

        assertThat(files(locked(List.of("server"), "web==1.0", "six==1.0")))
                .containsExactly(
                        "idna-3.0-py3-none-any.whl",
                        "server-2.0-py3-none-any.whl",
                        "six-1.0-py3-none-any.whl",
                        "web-1.0-py3-none-any.whl");
    }

    @Test
    void givesPrecedenceToAnOverrideOfThePom() throws IOException {
        add("idna", "3.0", "");
        add("six", "1.3", "Requires-Dist: idna");
        DependencyRules rules = DependencyRules.parse(List.of("six==1.3"), List.of(), List.of());

        assertThat(files(locked(List.of(), "web==1.0", "six==1.0").under(rules)))
                .containsExactly("idna-3.0-py3-none-any.whl", "six-1.3-py3-none-any.whl", "web-1.0-py3-none-any.whl");
    }

    @Test
    void reportsAVersionThatTheIndexLacks() throws IOException {
        DeclaredDependencies unavailable = locked(List.of(), "web==1.0", "six==1.2");

        assertThat(catchThrowableOfType(UserException.class, () -> libraries(unavailable)))
                .hasMessageContaining("each of 1.0 and 1.1 is ruled out by the constraint `six==1.2` (uv.lock:11)")
                .hasMessageContaining(
                        "hint: the versions and hashes are those of `uv.lock`: add its files to the index,"
                                + " or lock again: `uv lock`");
    }

    /** A package such as torch, whose files are on an index of their own. */
    @Test
    void namesTheIndexThatHasTheLockedVersion() throws IOException {
        add("cart", "1.0", "");
        String other = entry("six", "1.0+cpu", "0".repeat(64)).replace("//index.", "//user:secret@cpu.");
        String web = entry("web", "1.0", hash("web", "1.0")) + "dependencies = [{ name = \"cart\" }]\n";
        write(web + entry("cart", "1.0", hash("cart", "1.0")) + other);

        DeclaredDependencies unavailable = read(List.of());

        assertThat(catchThrowableOfType(UserException.class, () -> libraries(unavailable)))
                .hasMessageContaining("hint: `uv.lock` has `six` from `https://cpu.example.org/simple`:"
                        + " declare that index in <indexes>")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("has `web` from");
    }

    @Test
    void rejectsFilesWithOtherHashes() throws IOException {
        write(entry("web", "1.0", "0".repeat(64)) + entry("six", "1.0", hash("six", "1.0")));

        DeclaredDependencies other = read(List.of());

        assertThat(catchThrowableOfType(UserException.class, () -> libraries(other)))
                .hasMessageContaining("1.0 has no file with an allowed hash")
                .hasMessageContaining("hint: the versions and hashes are those of `uv.lock`");
    }

    @Test
    void takesAYankedVersionWithAWarning() throws IOException {
        TestWheel wheel = TestWheel.of("web", "1.2").metadata("Requires-Dist: six>=1");
        index.add(TestIndexFile.of(wheel.fileName(), wheel.bytes()).yanked("broken"));

        write(entry("web", "1.2", Sha256.of(wheel.bytes()).hex()) + entry("six", "1.0", hash("six", "1.0")));

        assertThat(files(read(List.of()))).contains("web-1.2-py3-none-any.whl");
        assertThat(project.progress.warnings()).anyMatch(warning -> warning.contains("yanked"));
    }

    @Test
    void takesALockedPreRelease() throws IOException {
        add("six", "2.0rc1", "");

        assertThat(files(locked(List.of(), "web==1.0", "six==2.0rc1"))).contains("six-2.0rc1-py3-none-any.whl");
    }

    @Test
    void honoursAnOverrideOfTheTool() throws IOException {
        add("six", "0.9", "");
        write("[manifest]\noverrides = [{ name = \"six\", specifier = \"<1\" }]\n"
                + entry("web", "1.0", hash("web", "1.0")) + entry("six", "0.9", hash("six", "0.9")));

        assertThat(files(read(List.of()))).contains("six-0.9-py3-none-any.whl");
    }

    private void assertMatches(String name, DeclaredDependencies dependencies) {
        Golden.assertMatches(
                "foreign-lock/" + name + ".txt",
                catchThrowableOfType(UserException.class, () -> libraries(dependencies))
                        .getMessage()
                        .replace(index.url().toString(), "https://index.example.org/simple/"));
    }

    private DeclaredDependencies locked(List<String> lines, String... pins) throws IOException {
        StringBuilder entries = new StringBuilder();
        for (String pin : pins) {
            String[] parts = pin.split("==");
            entries.append(entry(parts[0], parts[1], hash(parts[0], parts[1])));
        }
        write(entries.toString());
        return read(lines);
    }

    private static String hash(String name, String version) {
        TestWheel wheel = TestWheel.of(name, version).file(name + ".py", "");
        if (name.equals("web")) {
            wheel.metadata(
                    version.equals("1.0") ? "Requires-Dist: six>=1\nRequires-Python: >=3.8" : "Requires-Dist: six>=1");
        }
        return Sha256.of(wheel.bytes()).hex();
    }

    private static String entry(String name, String version, String hash) {
        return """
                [[package]]
                name = "%s"
                version = "%s"
                source = { registry = "https://index.example.org/simple" }
                wheels = [
                    { url = "https://files.example.org/%s-%s-py3-none-any.whl", hash = "sha256:%s" },
                ]
                """.formatted(name, version, name, version, hash);
    }

    private void write(String entries) throws IOException {
        String required = entries.contains("name = \"six\"\nversion")
                ? "dependencies = [{ name = \"web\" }, { name = \"six\" }]"
                : "dependencies = [{ name = \"web\" }]";
        String rules = entries.contains("overrides") ? "[tool.uv]\noverride-dependencies = [\"six<1\"]\n" : "";
        Files.writeString(folderOfProject.resolve("pyproject.toml"), PROJECT + rules);
        Files.writeString(
                folderOfProject.resolve("uv.lock"),
                "version = 1\nrequires-python = \">=3.9\"\n" + entries + """
                [[package]]
                name = "shop"
                version = "1.0"
                source = { virtual = "." }
                %s
                [package.metadata]
                requires-dist = [{ name = "web", specifier = ">=1" }]
                """.formatted(required));
    }

    private DeclaredDependencies read(List<String> lines) throws IOException {
        DependencySources sources = new DependencySources(lines, List.of(), List.of(), List.of(), Map.of());
        return sources.read(
                folderOfProject,
                Optional.of(PyProject.read(folderOfProject.resolve("pyproject.toml"))),
                TARGET,
                project.progress);
    }

    private AppSpec spec(DeclaredDependencies dependencies) {
        return project.spec(dependencies);
    }

    private List<Library> libraries(DeclaredDependencies dependencies) throws IOException {
        return project.sources().libraries(spec(dependencies), project.progress);
    }

    private List<String> files(DeclaredDependencies dependencies) throws IOException {
        return libraries(dependencies).stream()
                .map(library -> library.wheel().fileName())
                .sorted()
                .toList();
    }
}
