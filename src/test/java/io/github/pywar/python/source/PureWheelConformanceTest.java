package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.metadata.EntryPoints;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the wheels and the static metadata with those of the real backends. */
class PureWheelConformanceTest {

    private static final Set<MetadataField> COMPARED = Set.of(
            MetadataField.SUMMARY,
            MetadataField.CLASSIFIER,
            MetadataField.PROJECT_URL,
            MetadataField.DESCRIPTION_CONTENT_TYPE,
            MetadataField.KEYWORDS,
            MetadataField.LICENSE_EXPRESSION,
            MetadataField.LICENSE_FILE);

    @TempDir
    Path folder;

    private Path project;

    private void write(String path, String text) throws IOException {
        project = folder.resolve("project");
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), text);
    }

    private void table(String requires, String backend, String fields) throws IOException {
        write("pyproject.toml", """
                [build-system]
                requires = [%s]
                build-backend = "%s"
                [project]
                name = "Demo-App"
                %s
                """.formatted(requires, backend, fields));
    }

    private static final String FIELDS = """
            version = "1.0.0"
            description = "A demo"
            readme = "README.md"
            requires-python = ">=3.8"
            license = "MIT"
            license-files = ["LICENSE"]
            authors = [{name = "A B", email = "a@example.org"}]
            keywords = ["one", "two"]
            classifiers = ["Framework :: Flask", "Programming Language :: Python :: 3"]
            dependencies = ["Flask>=2", "tomli ; python_version < '3.11'"]
            [project.optional-dependencies]
            Gui_X = ["rich[jupyter]>1,<3 ; os_name == 'nt' or os_name == 'posix'"]
            none = []
            [project.urls]
            Homepage = "https://example.org"
            "Bug Tracker" = "https://example.org/bugs"
            [project.scripts]
            demo = "demo_app:main"
            [project.gui-scripts]
            demog = "demo_app:main"
            [project.entry-points."demo.plugins"]
            b = "demo_app.sub:b"
            a = "demo_app:a"
            """;

    private void module(String source) throws IOException {
        write("README.md", "# Demo\n\ntext \u00e4\n");
        write("LICENSE", "MIT text\n");
        write(source + "demo_app/__init__.py", "\"\"\"Demo text.\n\nMore.\n\"\"\"\n__version__ = '2.0'\n");
        write(source + "demo_app/sub/__init__.py", "");
        write(source + "demo_app/sub/py.typed", "");
        write(source + "demo_app/__pycache__/a.cpython-311.pyc", "x");
        write("tests/test_app.py", "");
        write(source + "demo_app/run.py", "#!/usr/bin/env python3\n");
        project.resolve(source + "demo_app/run.py").toFile().setExecutable(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"flit_core>=3.11\"       | flit_core.buildapi      | ``",
                "\"flit_core>=3.11\"       | flit_core.buildapi      | src/",
                "\"hatchling\"            | hatchling.build         | ``",
                "\"hatchling\"            | hatchling.build         | src/",
                "\"pdm-backend\"          | pdm.backend             | ``",
                "\"pdm-backend\"          | pdm.backend             | src/",
                "\"poetry-core>=2.2\"       | poetry.core.masonry.api | ``",
                "\"poetry-core>=2.2\"       | poetry.core.masonry.api | src/",
                "\"uv_build>=0.7\"        | uv_build                | src/",
                "\"setuptools\",\"wheel\" | setuptools.build_meta   | ``",
                "\"setuptools>=61\"       | setuptools.build_meta   | src/"
            })
    void equalsTheBackend(String requires, String backend, String source) throws IOException {
        table(requires, backend, fields(backend));
        module(source);
        if (!backend.startsWith("setuptools")) {
            write(source + "demo_app/data/x.txt", "data");
            write(source + "demo_app/.hidden", "hidden");
        }

        assertEqual();
    }

    /** Uv writes other, equivalent markers. Flit derives no module from a name in upper case. */
    private static String fields(String backend) {
        return switch (backend) {
            case "uv_build" -> FIELDS.replaceAll(" ; [^\"]*\"", "\"");
            case "flit_core.buildapi" -> FIELDS + "[tool.flit.module]\nname = \"demo_app\"\n";
            default -> FIELDS;
        };
    }

    @Test
    void equalsTheBackendWithoutOptionalFields() throws IOException {
        table("\"hatchling\"", "hatchling.build", "version = \"1\"\nrequires-python = \">=3.8\"");
        module("");
        Files.delete(project.resolve("LICENSE"));

        assertEqual();
    }

    @Test
    void equalsFlitWithFieldsOfTheModule() throws IOException {
        table(
                "\"flit_core>=3.11,<5\"",
                "flit_core.buildapi",
                "dynamic = [\"version\", \"description\"]\nrequires-python = \">=3.8\"");
        write("Demo_App.py", "# comment\n\n'''\nDemo text.\n\nMore.\n'''\n__version__: str = \"2.0\"  # now\n");

        assertEqual();
    }

    @Test
    void equalsHatchlingWithPackagesAndIgnoredFiles() throws IOException {
        table("\"hatchling\"", "hatchling.build", FIELDS + """
                [tool.hatch.build.targets.wheel]
                packages = ["lib/demo_app", "lib/other"]
                [tool.hatch.envs.default]
                dependencies = ["pytest"]
                """);
        module("lib/");
        write("lib/other/__init__.py", "");
        write(".gitignore", "*.log\n/dist\n__pycache__/\n*.py[cod]\n!keep\n");

        assertEqual();
    }

    @Test
    void equalsSetuptoolsWithListedPackages() throws IOException {
        table("\"setuptools\"", "setuptools.build_meta", FIELDS + """
                [tool.setuptools]
                packages = ["demo_app"]
                """);
        module("");
        write("other/__init__.py", "");
        write("demo_app/data.txt", "not in the wheel");

        assertEqual();
    }

    @Test
    void equalsSetuptoolsWithModulesInSource() throws IOException {
        table("\"setuptools\"", "setuptools.build_meta", FIELDS);
        module("src/");
        write("src/single.py", "");
        write("src/demo_app/data.txt", "not in the wheel");
        write("src/space/inner/a.py", "");
        write("setup.cfg", "[egg_info]\ntag_build = \ntag_date = 0\n\n[flake8]\nmax-line-length = 99\n");

        assertEqual();
    }

    private void assertEqual() throws IOException {
        Optional<Path> built = PureWheel.build(new SourceTree(project), Files.createDirectory(folder.resolve("ours")));
        Optional<byte[]> declared = new SourceTree(project).staticMetadata();
        Wheel theirs = Wheel.open(SourceTools.wheel(project, Files.createDirectory(folder.resolve("theirs"))));

        assertThat(built).isPresent();
        assertSame(Wheel.open(built.get()), theirs);
        declared.ifPresent(metadata -> assertThat(Metadata.parse(metadata).differences(metadata(theirs)))
                .isEmpty());
    }

    private static void assertSame(Wheel ours, Wheel theirs) throws IOException {
        ours.verify();
        assertThat(ours.fileName()).isEqualToIgnoringCase(theirs.fileName());
        assertThat(contents(ours)).isEqualTo(contents(theirs));
        assertThat(metadata(ours).differences(metadata(theirs))).isEmpty();
        assertThat(fields(ours)).isEqualTo(fields(theirs));
        assertThat(points(ours)).isEqualTo(points(theirs));
    }

    private static Map<String, String> contents(Wheel wheel) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> file : wheel.files().entries().entrySet()) {
            String path = file.getKey().replace(wheel.distInfo(), "info");
            if (!path.matches("info/(METADATA|WHEEL|RECORD|entry_points.txt)")) {
                FileTree.Entry entry = file.getValue();
                contents.put(
                        path,
                        (entry.executable() ? "x " : "- ") + entry.content().sha256());
            }
        }
        return contents;
    }

    private static Metadata metadata(Wheel wheel) {
        try {
            return Metadata.parse(wheel.metadata());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<MetadataField, Set<String>> fields(Wheel wheel) {
        Metadata metadata = metadata(wheel);
        Map<MetadataField, Set<String>> fields = COMPARED.stream()
                .collect(Collectors.toMap(
                        field -> field, field -> new TreeSet<>(metadata.values(field)), (a, b) -> a, TreeMap::new));
        fields.put(
                MetadataField.DESCRIPTION,
                Set.of(String.join("", metadata.values(MetadataField.DESCRIPTION))
                        .strip()));
        return fields;
    }

    private static Set<String> points(Wheel wheel) throws IOException {
        EntryPoints points = EntryPoints.parse(wheel.entryPoints().orElse(""));
        return List.of("console_scripts", "gui_scripts", "demo.plugins").stream()
                .flatMap(group -> points.group(group).stream())
                .map(point -> point.group() + " " + point.name() + "=" + point.value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Real projects. Those that are not handled need a build. */
    @ParameterizedTest
    @CsvSource({
        "packaging==24.2, true",
        "itsdangerous==2.2.0, true",
        "click==8.1.8, true",
        "typing-extensions==4.12.2, true",
        "tomli==2.0.2, true",
        "idna==3.10, false",
        "sqlparse==0.5.3, true",
        "pathspec==0.12.1, false",
        "flask==3.1.0, true",
        "aiosqlite==0.22.1, true",
        "annotated-types==0.7.0, false",
        "markdown==3.7, false"
    })
    void equalsTheBackendForRealProjects(String requirement, boolean isHandled) throws IOException {
        String name = requirement.replaceAll("=.*", "");
        Path archive = SourceTools.sdist(
                requirement, Path.of("target", "tools", "sdists", name).toAbsolutePath());
        project = new ArchiveUnpacker(UnpackLimits.DEFAULT)
                .unpack(archive, Files.createDirectory(folder.resolve("unpacked")));
        boolean isBuilt = PureWheel.build(new SourceTree(project), Files.createDirectory(folder.resolve("first")))
                .isPresent();
        if (isBuilt) {
            assertEqual();
        }
        assertThat(isBuilt).isEqualTo(isHandled);
    }
}
