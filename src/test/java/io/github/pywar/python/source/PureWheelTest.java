package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PureWheelConformanceTest} compares the wheels with those of the backends. */
class PureWheelTest {

    private static final String HATCHLING = """
            [build-system]
            requires = ["hatchling"]
            build-backend = "hatchling.build"
            [project]
            name = "Demo"
            version = "1.0"
            requires-python = ">=3.8"
            """;

    private static final String FLIT = """
            [build-system]
            requires = ["flit_core>=3.4"]
            build-backend = "flit_core.buildapi"
            [project]
            name = "demo"
            dynamic = ["version", "description"]
            requires-python = ">=3.8"
            """;

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void createProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        write("demo/__init__.py", "\"\"\"Text.\"\"\"\n__version__ = \"2.0\"\n");
        write("pyproject.toml", HATCHLING);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), text);
    }

    private Optional<Path> build() throws IOException {
        return PureWheel.build(new SourceTree(project), Files.createDirectories(folder.resolve("built")));
    }

    @Test
    void buildsAWheel() throws IOException {
        Wheel wheel = Wheel.open(build().orElseThrow());
        wheel.verify();

        assertThat(wheel.fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        assertThat(wheel.files().entries().keySet())
                .containsExactly(
                        "demo-1.0.dist-info/METADATA",
                        "demo-1.0.dist-info/RECORD",
                        "demo-1.0.dist-info/WHEEL",
                        "demo/__init__.py");
        assertThat(new String(wheel.metadata(), StandardCharsets.UTF_8))
                .isEqualTo("Metadata-Version: 2.4\nName: Demo\nVersion: 1.0\nRequires-Python: >=3.8\n\n");
    }

    @Test
    void wheelIsReproducible() throws IOException {
        byte[] first = Files.readAllBytes(build().orElseThrow());
        Files.setLastModifiedTime(project.resolve("demo/__init__.py"), FileTime.fromMillis(0));

        assertThat(build().orElseThrow()).hasBinaryContent(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requires = [\"hatchling\"]      | requires = [\"hatchling\", \"hatch-vcs\"]",
                "requires = [\"hatchling\"]      | requires = [\"hatchling<1\"]",
                "requires = [\"hatchling\"]      | requires = [\"hatchling\"]\\nbackend-path = [\".\"]",
                "hatchling.build                 | other.build",
                "version = \"1.0\"               | dynamic = [\"version\"]",
                "version = \"1.0\"               | version = \"1.0\"\\ndynamic = [\"readme\"]",
                "requires-python = \">=3.8\"     | description = \"for Python 2, too\"",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\nlicense = \"mit\"",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\nlicense = {file = \"LICENSE\"}",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\nreadme = \"README\"",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\nlicense-files = [\"a/b\"]",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\n[tool.hatch.build.hooks.vcs]",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\n[tool.hatch.build.targets.wheel]\\nexclude = [\"a\"]",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\n[tool.hatch.build.targets.wheel]\\npackages = [\"..\"]",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\nlicense-files = {paths = [\"LICENSE\"]}",
                "requires-python = \">=3.8\"     | requires-python = \">=3.8\"\\ndependencies = [\"not valid\"]",
                "name = \"Demo\"                 | name = \"other\""
            })
    void leavesOtherConfigurationsToTheBackend(String text, String replacement) throws IOException {
        assertThat(HATCHLING).contains(text);
        write("pyproject.toml", HATCHLING.replace(text, replacement.replace("\\n", "\n")));
        write("README", "");
        write("LICENSE", "");

        assertThat(build()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"setup.py", "demo.py", "demo/native.so", "demo/.git/a", "src/demo/__init__.py", ".hgignore"})
    void leavesOtherFilesToTheBackend(String path) throws IOException {
        write(path, "");

        assertThat(build()).isEmpty();
    }

    @Test
    void leavesIgnoredFilesToTheBackend() throws IOException {
        write("demo/a.log", "");
        assertThat(build()).isPresent();

        write(".gitignore", "# comment\n*.log\n");
        assertThat(build()).isEmpty();
    }

    @Test
    void leavesLinksToTheBackend() throws IOException {
        Files.createSymbolicLink(project.resolve("demo/link.py"), Path.of("__init__.py"));

        assertThat(build()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__version__ = \"1\"\n",
                "'''Text.'''\n__version__ = '1' + x\n",
                "'''Text.'''\nif x:\n    __version__ = '1'\n",
                "'''Text.'''\n__version__ = '1'\n__version__ = '2'\n",
                "'''Text.'''\nfrom .a import __version__\n",
                "r'''Text.'''\n__version__ = '1'\n",
                "'''Te\\x78t.'''\n__version__ = '1'\n",
                "x = 1\n'''Text.'''\n__version__ = '1'\n",
                ""
            })
    void leavesComputedFieldsToTheBackend(String module) throws IOException {
        write("pyproject.toml", FLIT);
        assertThat(build()).isPresent();

        write("demo/__init__.py", module);
        assertThat(build()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[options]\npackages = find:\n",
                "[metadata]\nname = a\n",
                "[bdist_wheel]\nuniversal = 1\n",
                "[egg_info]\ntag_build = dev\n"
            })
    void leavesConfiguredSetuptoolsToTheBackend(String setup) throws IOException {
        write(
                "pyproject.toml",
                HATCHLING
                        .replace("\"hatchling\"", "\"setuptools\"")
                        .replace("hatchling.", "setuptools.")
                        .replace("setuptools.build\"", "setuptools.build_meta\""));
        assertThat(build()).isPresent();

        write("setup.cfg", setup);
        assertThat(build()).isEmpty();
    }

    @Test
    void leavesDataFilesOfSetuptoolsToTheBackend() throws IOException {
        leavesConfiguredSetuptoolsToTheBackend("[options]\n");
        Files.delete(project.resolve("setup.cfg"));
        write("demo/data.txt", "");
        assertThat(build()).isPresent();

        write("MANIFEST.in", "include demo/data.txt\n");
        assertThat(build()).isEmpty();
    }
}
