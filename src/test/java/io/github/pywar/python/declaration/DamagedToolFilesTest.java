package io.github.pywar.python.declaration;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.testing.Damage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedToolFilesTest {

    private static final String POETRY = """
            [tool.poetry.dependencies]
            python = "^3.9"
            flask = {version = "^3.0", extras = ["async"], python = ">=3.9,<4", platform = "linux", source = "own"}
            numpy = [{version = "^1", python = "<3.12"}, {version = "^2", markers = "python_version >= '3.12'"}]
            lib = {path = "lib", develop = true, optional = true}
            one = {git = "git@code.example.org:team/one.git", tag = "v1", subdirectory = "py"}
            [tool.poetry.extras]
            db = ["lib"]
            [tool.poetry.group.dev]
            include-groups = ["test"]
            [tool.poetry.group.test.dependencies]
            pytest = "*"
            [[tool.poetry.source]]
            name = "own"
            [tool.pdm.dev-dependencies]
            dev = ["-e file:///${PROJECT_ROOT}/lib#egg=lib", "pytest"]
            [tool.setuptools.dynamic]
            dependencies = {file = ["base.txt"]}
            """;
    private static final String PIPFILE = """
            [[source]]
            name = "own"
            [packages]
            "flask[async]" = "*"
            redis = {version = "~=5.0", index = "own", sys_platform = "== 'linux'", markers = "python_version > '3'"}
            lib = {path = "./lib", editable = true}
            [dev-packages]
            pytest = "==8.*"
            [requires]
            python_version = "3.11"
            """;
    private static final String SETUP = """
            [metadata]
            name = shop
            [options]
            python_requires = >=3.9
            install_requires =
                flask>=3
                # comment
                six; python_version < "4"
            [options.extras_require]
            db = psycopg; redis
            all = file: base.txt
            """;

    @TempDir
    Path folder;

    @Test
    void readsDamagedProjects() {
        Damage.check(
                31,
                input -> {
                    PyProject project = PyProject.parse(input, "pyproject.toml");
                    Optional<PoetryDeclaration> poetry = PoetryDeclaration.of(project, folder);
                    if (poetry.isPresent()) {
                        poetry.get().hasDependencies();
                        poetry.get().python();
                        poetry.get().select(List.of(ExtraName.parse("db")));
                        poetry.get().groups().forEach(poetry.get()::group);
                    }
                    PdmDeclaration.of(project, folder)
                            .ifPresent(pdm -> pdm.groups().forEach(pdm::group));
                    Optional<SetuptoolsDynamic> dynamic =
                            SetuptoolsDynamic.of(project, folder, FileScope.NONE.with(folder));
                    if (dynamic.isPresent()) {
                        dynamic.get().dependencies();
                    }
                },
                POETRY);
    }

    @Test
    void readsDamagedPipfiles() {
        Damage.check(
                32,
                input -> {
                    Pipfile pipfile = Pipfile.parse(input, folder);
                    pipfile.python();
                    pipfile.packages();
                    pipfile.groups().forEach(pipfile::group);
                },
                PIPFILE);
    }

    @Test
    void readsDamagedSetupFiles() {
        Path file = folder.resolve("setup.cfg");
        Damage.check(
                33,
                input -> {
                    Files.write(file, input);
                    SetupConfiguration read = SetupConfiguration.read(file, FileScope.NONE.with(folder));
                    read.hasDependencies();
                    read.python();
                    read.requirements(List.of(ExtraName.parse("db"), ExtraName.parse("all")));
                },
                SETUP);
    }

    @Test
    void readsDamagedConstraints() {
        Damage.check(
                34,
                input -> {
                    String text = new String(input, StandardCharsets.ISO_8859_1);
                    VersionConstraint.parse(text);
                    EnvironmentMarkers.ofPython(text);
                },
                ">=1.0,<2 || ^3.1 !=3.2.* ~4, ==1!2.0+local | *",
                "~=1.4.5rc1, >2",
                "3.11");
    }
}
