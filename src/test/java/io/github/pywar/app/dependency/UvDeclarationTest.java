package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table {@code [tool.uv]} of a project without a lock. */
class UvDeclarationTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void locatesPackages() throws IOException {
        Files.createDirectories(folder.resolve("packages/lib"));
        Files.writeString(
                folder.resolve("packages/lib/pyproject.toml"), "[project]\nname = \"Lib\"\nversion = \"1\"\n");
        Files.createDirectories(folder.resolve("vendor/tool"));
        Files.writeString(
                folder.resolve("vendor/tool/pyproject.toml"), "[project]\nname = \"tool\"\nversion = \"1\"\n");

        assertThat(requirements("""
                        dependencies = ["a>=1", "b[x]", "lib", "tool", "m", "c"]
                        [tool.uv.sources]
                        A = { git = "https://git.example.org/a", tag = "v1", subdirectory = "py" }
                        b = { url = "https://files.example.org/b-1.0-py3-none-any.whl" }
                        lib = { workspace = true }
                        tool = { path = "vendor/tool", editable = true }
                        m = [
                            { git = "https://git.example.org/m", rev = "win", marker = "sys_platform == 'win32'" },
                            { git = "https://git.example.org/m", branch = "unix", marker = "sys_platform != 'win32'" },
                        ]
                        [tool.uv.workspace]
                        members = ["packages/*"]
                        """))
                .containsExactly(
                        "a @ git+https://git.example.org/a@v1#subdirectory=py",
                        "b[x] @ https://files.example.org/b-1.0-py3-none-any.whl",
                        "lib @ file:///packages/lib/",
                        "tool @ file:///vendor/tool/",
                        "m @ git+https://git.example.org/m@unix",
                        "c");
    }

    @Test
    void warnsOfRulesThatHaveNoEffectOnRequirementsFiles() throws IOException {
        Files.writeString(folder.resolve("requirements.txt"), "a\n");
        read("""
                dependencies = ["a"]
                [tool.uv]
                override-dependencies = ["c==1"]
                resolution = "lowest"
                """);

        assertThat(progress.warnings())
                .containsExactly("[tool.uv] of pyproject.toml: `override-dependencies`, `resolution` have no effect on"
                        + " requirements.txt");
    }

    @Test
    void appliesTheRules() throws IOException {
        DeclaredDependencies declared = read("""
                dependencies = ["a"]
                [tool.uv]
                prerelease = "allow"
                constraint-dependencies = ["b<2", "w<1; sys_platform == 'win32'"]
                override-dependencies = ["c==1", "d; sys_platform == 'win32'"]
                exclude-dependencies = ["e"]
                """);

        assertThat(declared.constraints())
                .extracting(one -> one.requirement().toString())
                .containsExactly("b<2");
        assertThat(declared.rules().overrides())
                .extracting(one -> one.requirement().toString())
                .containsExactly("c==1");
        assertThat(declared.rules().exclusions()).extracting(Object::toString).containsExactly("d", "e");
        assertThat(declared.rules().prereleases()).contains(PrereleaseMode.ALWAYS);
    }

    @Test
    void assignsPackagesToNamedIndexes() throws IOException {
        DeclaredDependencies declared = read("""
                dependencies = ["a", "b"]
                [tool.uv.sources]
                a = { index = "internal" }
                [[tool.uv.index]]
                name = "internal"
                url = "https://index.example.org/simple"
                explicit = true
                """);

        assertThat(declared.sources().ofPackages())
                .hasToString("{a=SourceName[name=internal, location=pyproject.toml:5]}");
        assertThat(declared.sources().defined()).hasSize(1);
    }

    @Test
    void reportsSettingsWithoutEffect() throws IOException {
        read("dependencies = [\"a\"]\n[tool.uv]\nresolution = \"lowest\"\nno-binary-package = [\"a\"]\n");

        assertThat(progress.warnings())
                .containsExactly("[tool.uv] of pyproject.toml: `no-binary-package`, `resolution` have no effect");
    }

    @Test
    void readsTheOlderGroup() throws IOException {
        String text = "[project]\nname = \"shop\"\ndependencies = []\n[tool.uv]\ndev-dependencies = [\"pytest\"]\n";
        DependencySources sources = new DependencySources(List.of(), List.of(), List.of(), List.of("dev"), Map.of());

        assertThat(sources.read(folder, Optional.of(parse(text)), TARGET, progress)
                        .requirements())
                .extracting(DeclaredRequirement::toString)
                .containsExactly("pytest (pyproject.toml:5)");
    }

    @Test
    void usesTheLockOfTheWorkspace() throws IOException {
        Path app = Files.createDirectories(folder.resolve("apps/shop"));
        String text = "[project]\nname = \"shop\"\ndependencies = [\"a\"]\n";
        Files.writeString(app.resolve("pyproject.toml"), text);
        Files.writeString(folder.resolve("pyproject.toml"), "[tool.uv.workspace]\nmembers = [\"apps/*\"]\n");
        Files.writeString(folder.resolve("uv.lock"), """
                version = 1
                requires-python = ">=3.9"
                [[package]]
                name = "a"
                version = "1.0"
                source = { registry = "https://index.example.org/simple" }
                [[package]]
                name = "shop"
                version = "1.0"
                source = { virtual = "apps/shop" }
                dependencies = [{ name = "a" }]
                [package.metadata]
                requires-dist = [{ name = "a" }]
                """);
        FileScope all = FileScope.NONE.with(folder);

        assertThat(constraints(app, text, all)).containsExactly("a==1.0 (uv.lock:4)");
        assertThat(constraints(app, text, FileScope.NONE)).isEmpty();
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains(
                        "is not used: it is outside of the project. To use it, make an empty folder `.mvn` beside it");
    }

    private List<String> constraints(Path app, String text, FileScope scope) throws IOException {
        return new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of(), scope)
                .read(app, Optional.of(parse(text)), TARGET, progress).constraints().stream()
                        .map(DeclaredRequirement::toString)
                        .toList();
    }

    @Test
    void reportsWrongSources() {
        assertThat(error("a = { workspace = true }"))
                .contains("`tool.uv.sources.a.workspace` is set, and no member of a workspace has the name `a`");
        assertThat(error("a = { path = \"none\" }")).contains("is `none`, and there is no such file or folder");
        assertThat(error("a = { svn = \"x\" }")).contains("has none of `git`, `url`, `path`, `workspace` and `index`");
    }

    private String error(String source) {
        return catchThrowableOfType(
                        UserException.class, () -> read("dependencies = [\"a\"]\n[tool.uv.sources]\n" + source + "\n"))
                .getMessage();
    }

    private List<String> requirements(String text) throws IOException {
        return read(text).requirements().stream()
                .map(one -> one.requirement().toString().replace(folder.toUri().toString(), "file:///"))
                .toList();
    }

    private DeclaredDependencies read(String text) throws IOException {
        String project = "[project]\nname = \"shop\"\n" + text;
        Files.writeString(folder.resolve("pyproject.toml"), project);
        DependencySources sources = new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of());
        return sources.read(folder, Optional.of(parse(project)), TARGET, progress);
    }

    private static PyProject parse(String text) {
        return PyProject.parse(text.getBytes(StandardCharsets.UTF_8), "pyproject.toml");
    }
}
