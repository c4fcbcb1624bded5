package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.dependency.ProjectMetadata;
import io.github.pywar.app.dependency.PythonProject;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
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

class TestRequirementsTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    private static final DependencySources SOURCES =
            new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of());

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void prefersGroupsOfTestsToThoseOfDevelopers() throws IOException {
        write("pyproject.toml", "[dependency-groups]\ndev = ['ruff']\ntests = ['pytest']\n");

        assertThat(choose()).isEqualTo(new TestRequirements(List.of("tests"), List.of(), List.of()));
    }

    @Test
    void usesAnExtraOfTests() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                version = "1"
                dependencies = ["web"]
                optional-dependencies = { test = ["pytest"], docs = ["sphinx"] }
                """);

        assertThat(choose()).isEqualTo(new TestRequirements(List.of(), List.of("test"), List.of()));
        assertThat(read()).containsExactly("web", "pytest");
    }

    @Test
    void usesTheFirstUsualFile() throws IOException {
        write("requirements.txt", "web\n");
        write("requirements-dev.txt", "ruff\n");
        write("requirements/test.txt", "-r ../requirements.txt\npytest\nmock; python_version < '3'\n");

        assertThat(choose().files()).containsExactly(folder.resolve("requirements/test.txt"));
        assertThat(read()).containsExactly("web", "web", "pytest");
        assertThat(progress.steps()).contains("Test requirements: test.txt");
    }

    @Test
    void requiresNothingIfNothingIsDeclared() throws IOException {
        write("requirements.txt", "web\n");

        assertThat(choose().isEmpty()).isTrue();
    }

    @Test
    void readsTheProjectItselfWithItsExtra() throws IOException {
        write("pyproject.toml", """
                [project]
                name = "shop"
                version = "1"
                dependencies = ["web"]
                optional-dependencies = { ci = ["pytest"] }
                """);
        write("requirements-test.txt", "-e .[ci]\n");

        assertThat(read()).contains("web", "pytest");
    }

    @Test
    void explainsAnUnknownName() throws IOException {
        write("pyproject.toml", "[dependency-groups]\ndev = ['ruff']\ntests = ['pytest']\n");

        UserException error = catchThrowableOfType(
                UserException.class, () -> TestRequirements.choose(List.of("ci"), List.of(), SOURCES, project()));

        Golden.assertMatches("environment/unknown-group.txt", error.getMessage());
    }

    @Test
    void explainsAMissingFile() throws IOException {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> TestRequirements.choose(List.of(), List.of(folder.resolve("ci.txt")), SOURCES, project())
                        .read(SOURCES, folder, project(), TARGET, progress));

        Golden.assertMatches("environment/no-test-file.txt", error.getMessage().replace(folder.toString(), "/project"));
    }

    private TestRequirements choose() throws IOException {
        return TestRequirements.choose(List.of(), List.of(), SOURCES, project());
    }

    private List<String> read() throws IOException {
        DeclaredDependencies declared = choose().read(SOURCES, folder, project(), TARGET, progress);
        return declared.requirements().stream()
                .map(one -> one.requirement().toString())
                .toList();
    }

    private PythonProject project() throws IOException {
        Path file = folder.resolve("pyproject.toml");
        Optional<PyProject> pyProject = Files.exists(file)
                ? Optional.of(PyProject.read(file, FileScope.of(List.of(folder))))
                : Optional.empty();
        return new PythonProject(folder, pyProject, ProjectMetadata.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
