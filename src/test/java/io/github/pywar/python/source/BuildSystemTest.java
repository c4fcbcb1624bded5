package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildSystemTest {

    @TempDir
    Path folder;

    private BuildSystem of(String pyproject) throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), pyproject);
        return new SourceTree(folder).buildSystem();
    }

    @Test
    void readsTheTable() throws IOException {
        BuildSystem system = of("""
                [build-system]
                requires = ["hatchling>=1.2", "hatch-vcs"]
                build-backend = "tools.backend:object.inner"
                backend-path = ["tools", "."]
                """);

        assertThat(system.requires())
                .extracting(Object::toString)
                .containsExactly("hatchling>=1.2 (pyproject.toml:2)", "hatch-vcs (pyproject.toml:2)");
        assertThat(system.backend()).isEqualTo("tools.backend:object.inner");
        assertThat(system.backendPath()).containsExactly(folder.resolve("tools"), folder);
    }

    @Test
    void legacyBackendBuildsProjectsWithoutTable() throws IOException {
        Files.writeString(folder.resolve("setup.py"), "");
        BuildSystem expected = new SourceTree(folder).buildSystem();

        assertThat(expected.backend()).isEqualTo("setuptools.build_meta:__legacy__");
        assertThat(expected.requires())
                .extracting(one -> one.requirement().toString())
                .containsExactly("setuptools>=40.8.0");
        assertThat(of("[tool.black]\n")).isEqualTo(expected);
    }

    @Test
    void legacyBackendIsUsedWithoutBackend() throws IOException {
        assertThat(of("[build-system]\nrequires = [\"setuptools\", \"cython\"]\n")
                        .backend())
                .isEqualTo(BuildSystem.LEGACY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build-backend = 'a'                                  | `build-system.requires` is missing: a build system",
                "requires = 'a'                                       | `build-system.requires` is not an array",
                "requires = ['a b']                                   | Not a requirement",
                "requires = []\\nbuild-backend = 'a b'                | `build-system.build-backend` is not `module`",
                "requires = []\\nbuild-backend = '../a'               | `build-system.build-backend` is not `module`",
                "requires = []\\nbackend-path = ['..']                | `build-system.backend-path` leads out of the source code: `..`",
                "requires = []\\nbackend-path = ['/tmp']              | `build-system.backend-path` leads out of the source code",
                "requires = []\\nbackend-path = ['a/../../b']         | `build-system.backend-path` leads out of the source code",
                "requires = []\\nbackend-path = ['link']              | `build-system.backend-path` leads out of the source code"
            })
    void refusesInvalidTables(String table, String error) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/tmp"));

        assertThatThrownBy(() -> of("[build-system]\n" + table.replace("\\n", "\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(error)
                .hasMessageContaining("pyproject.toml:");
    }

    @Test
    void reportsAFolderWithoutProject() {
        assertThatThrownBy(() -> new SourceTree(folder).buildSystem())
                .isInstanceOf(UserException.class)
                .hasMessage("There is no Python project in the source code: it has neither `pyproject.toml` nor"
                        + " `setup.py`\nhint: if the project is in a subfolder, add `#subdirectory=FOLDER` to the URL");
    }
}
