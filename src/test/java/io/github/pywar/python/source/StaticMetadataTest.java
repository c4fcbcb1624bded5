package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticMetadataTest {

    private static final String STATIC = """
            [project]
            name = "Demo.App"
            version = "1.0"
            requires-python = ">=3.8"
            dependencies = ["Flask>=2", "tomli ; python_version < '3.11'"]
            [project.optional-dependencies]
            Gui_X = ["rich ; os_name == 'nt' or os_name == 'posix'"]
            none = []
            """;

    @TempDir
    Path folder;

    private Optional<byte[]> metadata() throws IOException {
        return new SourceTree(folder).staticMetadata();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = \"\"\nversion = \"1.0\"", "name = \"demo\"\nversion = \"\""})
    void leavesAnEmptyNameOrVersionToTheBackend(String fields) throws IOException {
        write(
                "pyproject.toml",
                "[build-system]\nrequires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"\n[project]\n"
                        + fields + "\ndescription = \"a\"\n");
        write("demo.py", "");

        assertThat(metadata()).isEmpty();
        assertThat(PureProject.of(new SourceTree(folder))).isEmpty();
    }

    @Test
    void readsAStaticProjectTable() throws IOException {
        write("pyproject.toml", STATIC);

        assertThat(new String(metadata().orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("""
                Metadata-Version: 2.1
                Name: Demo.App
                Version: 1.0
                Requires-Python: >=3.8
                Requires-Dist: flask>=2
                Requires-Dist: tomli; python_version < "3.11"
                Provides-Extra: gui-x
                Requires-Dist: rich; (os_name == "nt" or os_name == "posix") and extra == "gui-x"
                Provides-Extra: none

                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "dependencies", "optional-dependencies", "requires-python"})
    void needsABuildForDynamicFields(String field) throws IOException {
        String key = field.startsWith("opt") ? "none = []" : field + " =";
        write(
                "pyproject.toml",
                STATIC.replace(key, "x-" + key).replace("[project]", "[project]\ndynamic = [\"" + field + "\"]"));

        assertThat(metadata()).isEmpty();
    }

    @Test
    void acceptsOtherDynamicFields() throws IOException {
        write("pyproject.toml", STATIC.replace("[project]", "[project]\ndynamic = [\"readme\", \"classifiers\"]"));

        assertThat(metadata()).isPresent();
    }

    @Test
    void leavesPoetryTablesToTheirReader() throws IOException {
        write("pyproject.toml", "[project]\nname = \"a\"\nversion = \"1\"\n[tool.poetry.dependencies]\nb = \"1\"\n");

        assertThat(metadata()).isEmpty();
    }

    @Test
    void readsPkgInfo() throws IOException {
        write("PKG-INFO", "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\nDynamic: Summary\nRequires-Dist: a\n");
        write("pyproject.toml", "[project]\nname = \"demo\"\ndynamic = [\"version\"]\n");

        assertThat(Metadata.parse(metadata().orElseThrow()).requiresDist()).hasToString("[a]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n",
                "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\nDynamic: Requires-Dist\n",
                "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\nDynamic: provides-extra \n",
                "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\nRequires-Dist: not a requirement\n",
                "Metadata-Version: 3.0\nName: demo\nVersion: 1.0\n",
                "Name: demo\nVersion: 1.0\n",
                "Metadata-Version: 2.2\nName: demo\n"
            })
    void doesNotRelyOnOtherPkgInfo(String text) throws IOException {
        write("PKG-INFO", text);

        assertThat(metadata()).isEmpty();
    }

    @Test
    void reportsInvalidFields() throws IOException {
        write("pyproject.toml", STATIC.replace("Flask>=2", "Flask >="));

        assertThatThrownBy(this::metadata).isInstanceOf(UserException.class).hasMessageContaining("pyproject.toml:5");
    }

    @Test
    void pkgInfoReplacesInvalidFields() throws IOException {
        write("pyproject.toml", STATIC.replace("Flask>=2", "Flask >="));
        write("PKG-INFO", "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\nRequires-Dist: a\n");

        assertThat(Metadata.parse(metadata().orElseThrow()).requiresDist()).hasToString("[a]");
    }
}
