package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
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

class ToolDeclarationsTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
    private static final String POETRY = "[tool.poetry.dependencies]\npython = '^3.9'\n";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void readsPoetry() throws IOException {
        write("pyproject.toml", POETRY + """
                flask = "^3"
                pywin32 = {version = "*", platform = "win32"}
                psycopg = {version = "*", optional = true}
                [tool.poetry.extras]
                db = ["psycopg"]
                [tool.poetry.group.prod.dependencies]
                gunicorn = "*"
                """);

        assertThat(requirements(List.of("db"), List.of("prod")))
                .containsExactly(
                        "flask<4,>=3 (pyproject.toml:3)", "psycopg (pyproject.toml:5)", "gunicorn (pyproject.toml:9)");
        assertThat(progress.steps()).containsExactly("Requirements: [tool.poetry] of pyproject.toml");
    }

    @Test
    void selectsTheMainGroupOfPoetryInAnyCase() throws IOException {
        write("pyproject.toml", POETRY + "flask = '^3'\n");

        assertThat(requirements(List.of(), List.of("main"))).containsExactly("flask<4,>=3 (pyproject.toml:3)");
    }

    @Test
    void readsPoetryBesideADynamicProjectTable() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                dynamic = ["dependencies"]
                [project.optional-dependencies]
                db = ["psycopg"]
                [tool.poetry.dependencies]
                flask = {version = "^3", source = "internal", allow-prereleases = true}
                """);
        DeclaredDependencies read = read(List.of("db"), List.of());

        assertThat(texts(read)).containsExactly("flask<4,>=3 (pyproject.toml:7)", "psycopg (pyproject.toml:5)");
        assertThat(read.sources().ofPackages()).containsOnlyKeys(PackageName.parse("flask"));
        assertThat(read.rules().prereleasesOf()).containsEntry(PackageName.parse("flask"), PrereleaseMode.ALWAYS);
    }

    @Test
    void enrichesTheProjectTableByPoetry() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                dependencies = ["flask>=3"]
                [tool.poetry.dependencies]
                flask = {version = "<3.1"}
                """);

        assertThat(requirements(List.of(), List.of())).containsExactly("flask<3.1,>=3 (pyproject.toml:3)");
    }

    @Test
    void warnsOfDependenciesOfPoetryThatTheProjectTableLacks() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                dependencies = ["flask"]
                optional-dependencies = {db = ["psycopg"]}
                [tool.poetry.dependencies]
                flask = ">=2"
                psycopg = ">=3"
                redis = "*"
                """);

        assertThat(requirements(List.of(), List.of())).containsExactly("flask>=2 (pyproject.toml:3)");
        assertThat(progress.warnings())
                .containsExactly("[tool.poetry.dependencies] of pyproject.toml: `redis` has no effect, because"
                        + " `dependencies` of [project] does not list it");
    }

    @Test
    void readsAPipfile() throws IOException {
        write("Pipfile", "[packages]\nflask = '*'\n[dev-packages]\npytest = '*'\n[requires]\npython_version = '3.8'\n");

        assertThat(requirements(List.of(), List.of())).containsExactly("flask (Pipfile:2)");
        assertThat(requirements(List.of(), List.of("dev"))).contains("pytest (Pipfile:4)");
        assertThat(progress.warnings())
                .contains("The project requires Python `3.8`, but the archive is for CPython 3.11 on linux-x86_64 with"
                        + " glibc 2.28 (`python_version` in Pipfile:6)");
    }

    @Test
    void readsSetupCfg() throws IOException {
        write("setup.py", "from setuptools import setup\nsetup()\n");
        write("setup.cfg", "[options]\ninstall_requires =\n  flask\n[options.extras_require]\ndb = psycopg\n");

        assertThat(requirements(List.of("db"), List.of()))
                .containsExactly("flask (setup.cfg:3)", "psycopg (setup.cfg:5)");
    }

    @Test
    void readsFilesOfSetuptools() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                dynamic = ["dependencies", "optional-dependencies"]
                [tool.setuptools.dynamic]
                dependencies = {file = "base.in"}
                optional-dependencies.db = {file = "db.in"}
                """);
        write("base.in", "flask\n");
        write("db.in", "psycopg\n");

        assertThat(requirements(List.of("db"), List.of())).containsExactly("flask (base.in:1)", "psycopg (db.in:1)");
    }

    @Test
    void usesTheDependenciesOfTheProjectThatAPipfileNames() throws IOException {
        write("Pipfile", "[packages]\n\"e1839a8\" = {path = '.', editable = true, extras = ['db']}\nredis = '*'\n");
        write("setup.py", "setup()\n");
        write("setup.cfg", "[options]\ninstall_requires =\n  flask\n[options.extras_require]\ndb = psycopg\n");

        assertThat(requirements(List.of(), List.of()))
                .containsExactly("redis (Pipfile:3)", "flask (setup.cfg:3)", "psycopg (setup.cfg:5)");
        assertThat(progress.steps())
                .contains("The application requires itself (Pipfile:2): the dependencies in setup.cfg are used");
    }

    @Test
    void leavesTheNameOfAPathToItsProject() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        write("Pipfile", "[packages]\n\"ab12cd3\" = {path = './lib'}\nlib = {path = './lib'}\n");
        DeclaredDependencies read = read(List.of(), List.of());

        assertThat(read.unnamed()).hasToString("[`" + folder.resolve("lib").toUri() + "` (Pipfile:2)]");
        assertThat(texts(read)).containsExactly("lib @ " + folder.resolve("lib").toUri() + " (Pipfile:3)");
    }

    @Test
    void buildsTheMetadataOfAnApplicationThatRequiresItself() throws IOException {
        write("requirements.txt", "-e .\n");
        write("setup.py", "setup(**settings)\n");
        PythonProject project = new PythonProject(
                folder,
                Optional.empty(),
                built -> "Metadata-Version: 2.1\nName: shop\nVersion: 1\nRequires-Dist: flask\n"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(texts(sources(List.of(), List.of()).read(folder, project, TARGET, progress)))
                .containsExactly("flask (metadata of the project)");
    }

    @Test
    void buildsTheMetadataOfOtherProjects() throws IOException {
        String metadata = "Metadata-Version: 2.1\nName: shop\nVersion: 1\nProvides-Extra: db\nRequires-Dist: flask>=3\n"
                + "Requires-Dist: psycopg; extra == 'db'\nRequires-Dist: pywin32; sys_platform == 'win32'\n";
        write("setup.py", "setup(install_requires=read())\n");
        PythonProject project =
                new PythonProject(folder, Optional.empty(), built -> metadata.getBytes(StandardCharsets.UTF_8));
        DependencySources sources = sources(List.of("db"), List.of());

        assertThat(texts(sources.read(folder, project, TARGET, progress)))
                .containsExactly("flask>=3 (metadata of the project)", "psycopg (metadata of the project)");
    }

    @Test
    void addsExtrasOfPoetryToRequirementsFiles() throws IOException {
        write("requirements.txt", "flask\n");
        write(
                "pyproject.toml",
                POETRY + "psycopg = {version = '*', optional = true}\n[tool.poetry.extras]\ndb = ['psycopg']\n");

        assertThat(requirements(List.of("db"), List.of()))
                .containsExactly("flask (requirements.txt:1)", "psycopg (pyproject.toml:3)");
    }

    @Test
    void readsGroupsOfPdm() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                dependencies = ["own @ {root:uri}/own.whl"]
                [tool.pdm.dev-dependencies]
                prod = ["gunicorn"]
                """);

        assertThat(catchThrowableOfType(UserException.class, () -> requirements(List.of(), List.of("dev"))))
                .hasMessage("There is no dependency group `dev`\n    known: prod");
    }

    @Test
    void rejectsATargetThatTheProjectDoesNotSupport() throws IOException {
        write("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.12'\nflask = '*'\n");
        String poetry = message(List.of());
        write("pyproject.toml", "");
        write("setup.cfg", "[options]\npython_requires = >=3.12\ninstall_requires = flask\n");

        Golden.assertMatches("declaration/python.txt", poetry + "\n\n" + message(List.of()));
    }

    @Test
    void requiresABuildForOtherProjects() throws IOException {
        write("setup.py", "setup(install_requires=read())\n");

        assertThat(message(List.of()))
                .startsWith("The dependencies of the project are dynamic: only a build can determine them")
                .contains("hint: list the dependencies in requirements.txt");
    }

    @Test
    void prefersTheRulesOfThePom() {
        PackageName flask = PackageName.parse("flask");
        DependencyRules tool =
                DependencyRules.prereleases(Optional.of(PrereleaseMode.ALWAYS), Map.of(flask, PrereleaseMode.ALWAYS));

        assertThat(DependencyRules.parse(List.of(), List.of(), List.of("flask=never"))
                        .over(tool))
                .isEqualTo(DependencyRules.prereleases(
                        Optional.of(PrereleaseMode.ALWAYS), Map.of(flask, PrereleaseMode.NEVER)));
        assertThat(DependencyRules.parse(List.of(), List.of(), List.of("never"))
                        .over(tool)
                        .prereleasesOf())
                .isEmpty();
    }

    private String message(List<String> extras) {
        return catchThrowableOfType(UserException.class, () -> read(extras, List.of()))
                .getMessage();
    }

    private List<String> requirements(List<String> extras, List<String> groups) throws IOException {
        return texts(read(extras, groups));
    }

    private static List<String> texts(DeclaredDependencies read) {
        return read.requirements().stream().map(DeclaredRequirement::toString).toList();
    }

    private DeclaredDependencies read(List<String> extras, List<String> groups) throws IOException {
        Path file = folder.resolve("pyproject.toml");
        Optional<PyProject> project = Files.exists(file) ? Optional.of(PyProject.read(file)) : Optional.empty();
        return sources(extras, groups).read(folder, project, TARGET, progress);
    }

    private static DependencySources sources(List<String> extras, List<String> groups) {
        return new DependencySources(List.of(), List.of(), extras, groups, Map.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
