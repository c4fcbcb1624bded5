package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoetryDeclarationTest {

    private static final String HEAD = "[tool.poetry.dependencies]\n";

    @TempDir
    Path folder;

    @Test
    void readsConstraintsAndTables() {
        assertThat(main(HEAD + """
                        python = "^3.9"
                        Flask = "^3.0"
                        "ruamel.yaml" = "*"
                        celery = {version = ">=5", extras = ["redis", "msgpack"]}
                        pywin32 = {version = "*", platform = "win32", markers = "os_name == 'nt'"}
                        tomli = {version = "^2", python = "<3.11"}
                        either = "^1 || ^3"
                        """))
                .containsExactly(
                        "flask<4,>=3.0 (pyproject.toml:3)",
                        "ruamel-yaml (pyproject.toml:4)",
                        "celery[msgpack,redis]>=5 (pyproject.toml:5)",
                        "pywin32; os_name == \"nt\" and sys_platform == \"win32\" (pyproject.toml:6)",
                        "tomli<3,>=2; python_version < \"3.11\" (pyproject.toml:7)",
                        "either<2,>=1 || <4,>=3 (pyproject.toml:8)");
    }

    @Test
    void readsLists() {
        assertThat(main(HEAD + """
                        numpy = [
                            {version = "^1.26", python = "<3.12"},
                            {version = "^2.0", python = ">=3.12"},
                        ]
                        attrs = [">=22", "!=23.0"]
                        """))
                .containsExactly(
                        "numpy<2,>=1.26; python_version < \"3.12\" (pyproject.toml:3)",
                        "numpy<3,>=2.0; python_version >= \"3.12\" (pyproject.toml:4)",
                        "attrs>=22 (pyproject.toml:6)",
                        "attrs!=23.0 (pyproject.toml:6)");
    }

    @Test
    void locatesRepositoriesPathsAndFiles() throws IOException {
        Files.createDirectories(folder.resolve("lib/inner"));
        Files.createFile(folder.resolve("a-1.0-py3-none-any.whl"));
        String root = folder.toUri().toString();

        assertThat(main(HEAD + """
                        one = {git = "https://code.example.org/one.git", branch = "main"}
                        two = {git = "git@code.example.org:team/two.git", tag = "v1", subdirectory = "py"}
                        three = {git = "ssh://git@code.example.org/three.git", rev = "0a1b2c"}
                        four = {path = "lib", develop = true}
                        five = {path = "./lib", subdirectory = "inner"}
                        six = {file = "a-1.0-py3-none-any.whl"}
                        seven = {url = "https://files.example.org/seven-1.0.zip", subdirectory = "src"}
                        """))
                .containsExactly(
                        "one @ git+https://code.example.org/one.git@main (pyproject.toml:2)",
                        "two @ git+ssh://****@code.example.org/team/two.git@v1#subdirectory=py (pyproject.toml:3)",
                        "three @ git+ssh://****@code.example.org/three.git@0a1b2c (pyproject.toml:4)",
                        "four @ " + root + "lib/ (pyproject.toml:5)",
                        "five @ " + root + "lib/inner/ (pyproject.toml:6)",
                        "six @ " + root + "a-1.0-py3-none-any.whl (pyproject.toml:7)",
                        "seven @ https://files.example.org/seven-1.0.zip#subdirectory=src (pyproject.toml:8)");
    }

    @Test
    void addsOptionalDependenciesOfExtras() {
        String text = HEAD + """
                flask = "*"
                psycopg = {version = "^3", optional = true}
                redis = [{version = "^5", optional = true, python = "<4"}]
                gone = {path = "../gone", optional = true}
                [tool.poetry.extras]
                postgres = ["psycopg"]
                """;

        assertThat(main(text)).containsExactly("flask (pyproject.toml:2)");
        assertThat(texts(poetry(text).select(List.of(ExtraName.parse("postgres")))))
                .containsExactly("flask (pyproject.toml:2)", "psycopg<4,>=3 (pyproject.toml:3)");
        assertThat(texts(poetry(text).extras(List.of(ExtraName.parse("postgres")))))
                .containsExactly("psycopg<4,>=3 (pyproject.toml:3)");
    }

    @Test
    void readsGroupsAndTheGroupsTheyInclude() {
        PoetryDeclaration poetry = poetry("""
                [tool.poetry.dev-dependencies]
                black = "*"
                [tool.poetry.group.prod.dependencies]
                gunicorn = "^23"
                [tool.poetry.group.all]
                optional = true
                include-groups = ["prod", "dev"]
                """);

        assertThat(poetry.groups()).map(ExtraName::value).containsExactly("all", "dev", "prod");
        assertThat(texts(poetry.group(ExtraName.parse("all"))))
                .containsExactly("gunicorn<24,>=23 (pyproject.toml:4)", "black (pyproject.toml:2)");
    }

    @Test
    void namesPackageSourcesAndPrereleases() {
        ToolDependencies read = poetry(HEAD + """
                        own = {version = "*", source = "internal", allow-prereleases = true}
                        old = {version = "*", allow-prereleases = false}
                        [[tool.poetry.source]]
                        name = "internal"
                        url = "https://index.example.org/simple/"
                        priority = "explicit"
                        """).select(List.of());

        assertThat(read.sourceOf().get(PackageName.parse("own")).name()).isEqualTo("internal");
        assertThat(read.sources()).hasToString("[SourceName[name=internal, location=pyproject.toml:5]]");
        assertThat(read.prereleasesOf())
                .containsEntry(PackageName.parse("own"), PrereleaseMode.ALWAYS)
                .containsEntry(PackageName.parse("old"), PrereleaseMode.NEVER);
    }

    @Test
    void readsPython() {
        RequiredPython python = poetry(HEAD + "Python = \"3.11\"\n").python().orElseThrow();

        assertThat(python.versions()).hasToString("==3.11.*");
        assertThat(python.origin()).isEqualTo("`python` in pyproject.toml:2");
    }

    @Test
    void declaresNothingWithPythonAlone() {
        assertThat(poetry(HEAD + "python = '3.11'\n").hasDependencies()).isFalse();
        assertThat(poetry(HEAD + "flask = '*'\n").hasDependencies()).isTrue();
    }

    @Test
    void enrichesStandardRequirements() throws IOException {
        Files.createDirectory(folder.resolve("own"));
        PoetryDeclaration poetry = poetry(HEAD + """
                own = {path = "own"}
                flask = {source = "internal", version = "<3.1"}
                other = "*"
                """);
        List<DeclaredRequirement> standard = requirements("own[db]>=1", "flask>=3; python_version > '3'", "six");

        ToolDependencies enriched = poetry.enrich(standard, Optional.empty());

        assertThat(texts(enriched))
                .containsExactly(
                        "own[db] @ " + folder.resolve("own").toUri() + " (test)",
                        "flask<3.1,>=3; python_version > \"3\" (test)",
                        "six (test)");
        assertThat(enriched.sourceOf()).containsOnlyKeys(PackageName.parse("flask"));
    }

    @Test
    void reportsAllErrors() {
        Golden.assertMatches("declaration/poetry.txt", message(HEAD + """
                        flask = "^3..0"
                        celery = {vesrion = "*"}
                        redis = {frobnicate = true}
                        both = {git = "https://code.example.org/a.git", path = "a"}
                        gone = {path = "../gone"}
                        weird = {url = "nowhere"}
                        number = 3
                        flag = {version = "*", optional = "yes"}
                        win = {version = "*", platform = "a b"}
                        mark = {version = "*", markers = "platform == 'x'"}
                        "not a name" = "*"
                        """));
    }

    @Test
    void reportsUnknownNames() {
        PoetryDeclaration poetry =
                poetry("[tool.poetry.extras]\npg = ['psycopg']\n" + "[tool.poetry.group.a]\ninclude-groups = ['b']\n");
        UserException extra =
                catchThrowableOfType(UserException.class, () -> poetry.select(List.of(ExtraName.parse("mysql"))));
        UserException group = catchThrowableOfType(UserException.class, () -> poetry.group(ExtraName.parse("a")));
        UserException versions = catchThrowableOfType(
                UserException.class,
                () -> poetry(HEAD + "six = '^2'\n").enrich(requirements("six<1"), Optional.empty()));

        Golden.assertMatches(
                "declaration/poetry-names.txt",
                extra.getMessage() + "\n\n" + group.getMessage() + "\n\n" + versions.getMessage());
    }

    private static List<DeclaredRequirement> requirements(String... texts) {
        return List.of(texts).stream()
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of("test")))
                .toList();
    }

    private List<String> main(String text) {
        return texts(poetry(text).select(List.of()));
    }

    private static List<String> texts(ToolDependencies read) {
        return read.requirements().stream().map(DeclaredRequirement::toString).toList();
    }

    private String message(String text) {
        return catchThrowableOfType(UserException.class, () -> main(text)).getMessage();
    }

    private PoetryDeclaration poetry(String text) {
        return PoetryDeclaration.of(PyProject.parse(text.getBytes(StandardCharsets.UTF_8), "pyproject.toml"), folder)
                .orElseThrow();
    }
}
