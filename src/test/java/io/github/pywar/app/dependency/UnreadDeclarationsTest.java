package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadDeclarationsTest {

    private static final DependencySources NONE =
            new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of());

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    Pipfile.lock                | {}                                 | Pipfile.lock                     | pipenv requirements
                    poetry.lock                 |                                    | poetry.lock                      | poetry export
                    uv.lock                     |                                    | uv.lock                          | uv export
                    pdm.lock                    |                                    | pdm.lock                         | pdm export
                    environment.yml             | dependencies: [flask]              | environment.yml                  | requirements.txt
                    requirements/production.txt | flask                              | requirements/production.txt      | <requirementsFiles>requirements/production.txt<
                    requirements-prod.txt       | flask                              | requirements-prod.txt            | <requirementsFiles>
                    requirements.in             | flask                              | requirements.in                  | <requirementsFiles>
                    dev-requirements.txt        | flask                              | dev-requirements.txt             | <requirementsFiles>
                    pyproject.toml              | [tool.flit.metadata]\\nrequires = ['x'] | [tool.flit.metadata] of pyproject.toml | [project]
                    pyproject.toml              | [dependency-groups]\\nprod = ['x']  | [dependency-groups] of pyproject.toml | <groups>prod</groups>
                    pyproject.toml              | [dependency-groups]\\nprod = ['x']\\nmore = ['y'] | [dependency-groups] of pyproject.toml | <groups>NAME</groups>
                    pyproject.toml              | [tool.poetry.group.prod.dependencies]\\nx = '*' | [tool.poetry.group] of pyproject.toml | <groups>
                    pyproject.toml              | [tool.poetry.dev-dependencies]\\nx = '*' | [tool.poetry.dev-dependencies] of pyproject.toml | <groups>
                    pyproject.toml              | [tool.pdm.dev-dependencies]\\nprod = ['x'] | [tool.pdm.dev-dependencies] of pyproject.toml | <groups>
                    requirements.lock           | flask                              | requirements.lock                | <requirementsFiles>
                    requires.txt                | flask                              | requires.txt                     | <requirementsFiles>
                    """)
    void rejectsUnreadDeclarationsWithoutOthers(String file, String text, String name, String hint) throws IOException {
        write(file, text == null ? "" : text.replace("\\n", "\n"));

        assertThat(message().getMessage())
                .startsWith("The dependencies in `" + name + "` are not read")
                .contains("hint: ", hint, "an empty requirements.txt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    setup.cfg      | [flake8]\\nmax-line-length = 100
                    setup.py       | setup(name='shop')
                    pyproject.toml | [tool.poetry.dependencies]\\npython = '3.9'
                    pyproject.toml | [tool]\\npoetry = 1
                    pyproject.toml | [tool.black]
                    pyproject.toml | [tool.hatch.envs.test]\\ndependencies = ['pytest']
                    README.md      | install_requires
                    """)
    void warnsOfAProjectWithoutDeclarations(String file, String text) throws IOException {
        write(file, text.replace("\\n", "\n"));
        unread().requireNone(progress);

        assertThat(progress.warnings())
                .containsExactly(
                        "The project declares no dependencies. Write them into requirements.txt; if there are none,"
                                + " create an empty one");
    }

    @Test
    void reportsAllUnreadDeclarations() throws IOException {
        write("poetry.lock", "");
        write("environment.yml", "");
        for (String name : List.of("a", "b", "c", "d", "e")) {
            write("requirements/" + name + ".txt", "");
        }

        Golden.assertMatches("spec/unread-declarations.txt", message().getMessage());
    }

    @Test
    void reportsUnreadDeclarationsBesideOthersInOneLine() throws IOException {
        write("requirements.txt", "-r requirements/base.txt\n");
        write("requirements.in", "");
        write("requirements/base.txt", "flask");
        write("requirements/prod.txt", "-r base.txt\npytest");
        write("uv.lock", "");
        write("pyproject.toml", "[dependency-groups]\ndocs = ['x']\n");
        write("Pipfile", "");
        write("setup.py", "setup(install_requires=['flask'])");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps())
                .containsExactly(
                        "Declarations of dependencies that the archive does not use: `Pipfile`, `setup.py`, `uv.lock`,"
                                + " `requirements/prod.txt`",
                        "Groups of dependencies that the archive does not use: `docs` (<groups>)");
        assertThat(progress.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    pyproject.toml | [tool.poetry.dependencies]\\nx = '*'\\n[tool.poetry.group.prod.dependencies]\\ny = '*'
                    pyproject.toml | [project]\\nname = 'x'\\ndependencies = []\\n[tool.pdm.dev-dependencies]\\nprod = ['y']
                    Pipfile        | [prod]\\ny = '*'
                    """)
    void reportsGroupsThatAreNotSelected(String file, String text) throws IOException {
        write(file, text.replace("\\n", "\n"));
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps())
                .containsExactly("Groups of dependencies that the archive does not use: `prod` (<groups>)");
    }

    @Test
    void doesNotReportWhatTestsUse() throws IOException {
        write("requirements.txt", "");
        write("requirements-test.txt", "pytest");
        write("requirements-dev.txt", "ruff");
        write("pyproject.toml", "[dependency-groups]\ndev = ['x']\ntest = ['pytest']\n");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void doesNotReportTheGroupOfTestsOfPipenv() throws IOException {
        write("Pipfile", "[dev-packages]\ny = '*'\n[packages]\nx = '*'\n");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void acceptsRequirementsOfTestsAlone() throws IOException {
        write("requirements-test.txt", "pytest");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.warnings()).singleElement().asString().contains("declares no dependencies");
    }

    @Test
    void prefersOtherLocksToThatOfPoetryInAProjectWithoutPoetry() throws IOException {
        write("pyproject.toml", "[project]\nname = 'shop'\ndependencies = ['flask']\n");
        write("uv.lock", "");
        write("poetry.lock", "");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps())
                .containsExactly("Declarations of dependencies that the archive does not use: `poetry.lock`");
    }

    @Test
    void doesNotReportSelectedGroups() throws IOException {
        write("pyproject.toml", "[tool.poetry.dependencies]\nx = '*'\n[tool.poetry.group.prod.dependencies]\ny = '*'");
        DependencySources selected = new DependencySources(List.of(), List.of(), List.of(), List.of("Prod"), Map.of());
        unread().check(DeclaredDependencies.NONE, selected, false, progress);

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void reportsNothingIfAllIsRead() throws IOException {
        write("requirements.txt", "");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void doesNotReportTheLockThatCounts() throws IOException {
        write("pyproject.toml", "[project]\nname = 'shop'\ndependencies = ['flask']\n");
        write("uv.lock", "");
        write("pdm.lock", "");
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps())
                .containsExactly("Declarations of dependencies that the archive does not use: `pdm.lock`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.py", "setup.cfg", "requirements-x.txt"})
    void doesNotReadALinkOutOfTheProject(String name) throws IOException {
        Path away = Files.writeString(folder.resolveSibling(folder.getFileName() + "-away"), "install_requires");
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.createSymbolicLink(project.resolve(name), away);
        UnreadDeclarations unread = new UnreadDeclarations(project, Optional.empty(), FileScope.NONE);

        unread.check(DeclaredDependencies.NONE, NONE, true, progress);

        assertThat(progress.steps()).hasSize(name.startsWith("setup") ? 0 : 1);
        Files.delete(away);
    }

    @Test
    void requiresThatAProjectDeclaresItsDependencies() throws IOException {
        write("environment.yml", "dependencies: [flask]");
        DependencySources some = new DependencySources(List.of("flask"), List.of(), List.of(), List.of(), Map.of());

        unread().check(DeclaredDependencies.NONE, some, false, progress);
        unread().check(DeclaredDependencies.NONE, NONE, true, progress);
        UserException error = catchThrowableOfType(
                UserException.class, () -> unread().check(DeclaredDependencies.NONE, NONE, false, progress));

        assertThat(error).hasMessageContaining("`environment.yml`");
        assertThat(progress.steps()).hasSize(2).allMatch(step -> step.contains("`environment.yml`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    Pipfile        | [packages]
                    setup.cfg      | [options]\\ninstall_requires =\\n  x
                    setup.py       | setup(install_requires=['flask'])
                    pyproject.toml | [tool.poetry.dependencies]\\npython = '^3.9'\\nflask = '*'
                    """)
    void acceptsTheDeclarationsOfOtherTools(String file, String text) throws IOException {
        write(file, text.replace("\\n", "\n"));
        unread().check(DeclaredDependencies.NONE, NONE, false, progress);

        assertThat(progress.steps()).isEmpty();
        assertThat(progress.warnings()).isEmpty();
    }

    private UserException message() {
        return catchThrowableOfType(UserException.class, () -> unread().requireNone(progress));
    }

    private UnreadDeclarations unread() throws IOException {
        Path file = folder.resolve("pyproject.toml");
        Optional<PyProject> project = Files.exists(file) ? Optional.of(PyProject.read(file)) : Optional.empty();
        return new UnreadDeclarations(folder, project, FileScope.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
