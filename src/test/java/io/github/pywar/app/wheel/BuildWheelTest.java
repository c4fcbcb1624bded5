package io.github.pywar.app.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildWheelTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final String PYPROJECT = """
            [project]
            name = "Acme.Prices"
            dynamic = ["version"]
            description = "Prices of the shop"
            readme = "README.md"
            requires-python = ">=3.9"
            license = "mit or apache-2.0"
            keywords = ["price", "currency"]
            classifiers = ["Framework :: Flask"]
            authors = [{name = "Ann"}, {name = "Bob", email = "bob@example.org"}]
            dependencies = ["greeting>=1; python_version < '3.13'"]

            [project.optional-dependencies]
            web = ["flask"]

            [project.urls]
            Homepage = "https://prices.example.org/"

            [project.scripts]
            prices = "prices.cli:main"

            [project.entry-points."acme.plugins"]
            prices = "prices"
            """;

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @BeforeEach
    void write() {
        file("src/prices/__init__.py", "def list_price():\n    return '12.50 EUR'\n");
        file("src/prices/cli.py", "from prices import list_price\n\ndef main():\n    print(list_price())\n");
        file("src/prices/py.typed", "");
        file("src/prices/__pycache__/cli.cpython-311.pyc", "x");
        file("README.md", "# Prices\nWith \u20ac.\n");
        file("LICENSE", "MIT\n");
    }

    @Test
    void describesALibraryByItsPom() throws IOException {
        Path wheel = build(
                library(Optional.empty(), pom(), "greeting>=1", "flask @ https://ann:secret@files.example.org/f.whl"));

        Golden.assertMatches("wheel-library/pom.txt", text(wheel, "acme_prices-1.2.dist-info/METADATA"));
        assertThat(progress.steps()).last().asString().startsWith("Wrote acme_prices-1.2-py3-none-any.whl: 8 files, ");
        assertThat(BuiltProject.of(folder).names(wheel))
                .containsExactly(
                        "acme_prices-1.2.dist-info/METADATA",
                        "acme_prices-1.2.dist-info/RECORD",
                        "acme_prices-1.2.dist-info/WHEEL",
                        "acme_prices-1.2.dist-info/entry_points.txt",
                        "acme_prices-1.2.dist-info/licenses/LICENSE",
                        "prices/__init__.py",
                        "prices/cli.py",
                        "prices/py.typed");
    }

    @Test
    void prefersPyprojectToThePom() throws IOException {
        Path wheel = build(library(Optional.of(PyProject.parse(PYPROJECT.getBytes("UTF-8"), "pyproject.toml")), pom()));

        Golden.assertMatches(
                "wheel-library/pyproject.txt",
                text(wheel, "acme_prices-1.2.dist-info/METADATA") + "\n"
                        + text(wheel, "acme_prices-1.2.dist-info/entry_points.txt"));
    }

    @Test
    void packsTheDeclaredReadmeAndLicences() throws IOException {
        file("docs/READ.rst", "Prices\n======\n");
        file("licences/COPYRIGHT.txt", "Ann\n");
        file("licences/deep/MIT.txt", "MIT\n");
        Path wheel = build(library(
                "readme = {file = \"docs/READ.rst\", content-type = \"text/x-rst; charset=UTF-8\"}",
                "license-files = [\"LICEN[CS]E\", \"licences/**/*.txt\"]"));

        assertThat(text(wheel, "acme_prices-1.2.dist-info/METADATA"))
                .contains("License-File: LICENSE\nLicense-File: licences/COPYRIGHT.txt\n"
                        + "License-File: licences/deep/MIT.txt\n")
                .contains("Description-Content-Type: text/x-rst; charset=UTF-8\n")
                .endsWith("\nPrices\n======\n");
        assertThat(BuiltProject.of(folder).names(wheel))
                .contains(
                        "acme_prices-1.2.dist-info/licenses/LICENSE",
                        "acme_prices-1.2.dist-info/licenses/licences/COPYRIGHT.txt",
                        "acme_prices-1.2.dist-info/licenses/licences/deep/MIT.txt");
    }

    @Test
    void followsLinksToFilesOfTheWholeProject() throws IOException {
        Path module = Files.createDirectories(folder.resolve("module"));
        Files.createSymbolicLink(module.resolve("LICENSE"), Path.of("../LICENSE"));
        LibraryProject alone = new LibraryProject(
                "prices",
                Version.parse("1.0"),
                module,
                FileScope.NONE,
                pom(),
                Optional.empty(),
                VersionSpecifiers.ANY,
                List.of(),
                Map.of());
        LibraryProject ofModule = new LibraryProject(
                "prices",
                Version.parse("1.0"),
                module,
                FileScope.NONE.with(folder),
                pom(),
                Optional.empty(),
                VersionSpecifiers.ANY,
                List.of(),
                Map.of());

        assertThat(text(build(ofModule), "prices-1.0.dist-info/licenses/LICENSE"))
                .isEqualTo("MIT\n");
        assertThat(message(alone)).startsWith("`LICENSE` is a symbolic link that points outside the project");
    }

    @Test
    void quotesANameWithAComma() throws IOException {
        String text = PYPROJECT.replace("{name = \"Bob\"", "{name = 'Rae \"R\", Bob'");
        Path wheel = build(library(Optional.of(PyProject.parse(text.getBytes("UTF-8"), "pyproject.toml")), pom()));

        assertThat(text(wheel, "acme_prices-1.2.dist-info/METADATA"))
                .contains("Author-email: \"Rae \\\"R\\\", Bob\" <bob@example.org>\n");
    }

    @Test
    void takesTheTextOfTheReadme() throws IOException {
        Path wheel = build(library("readme = {text = \"Prices.\", content-type = \"text/plain\"}", ""));

        assertThat(text(wheel, "acme_prices-1.2.dist-info/METADATA"))
                .contains("Description-Content-Type: text/plain\n")
                .endsWith("\n\nPrices.");
    }

    @Test
    void explainsLicenceFilesThatCannotBePacked() throws IOException {
        Golden.assertMatches(
                "wheel-library/licence-errors.txt",
                String.join(
                        "\n\n",
                        message(library("", "license-files = [\"LICENCE.txt\"]")),
                        message(library("", "license-files = [\"../LICENSE\"]"))));
    }

    private LibraryProject library(String readme, String licenses) throws IOException {
        String text = PYPROJECT.replace("readme = \"README.md\"", readme + "\n" + licenses);
        return library(Optional.of(PyProject.parse(text.getBytes("UTF-8"), "pyproject.toml")), pom());
    }

    @Test
    void writesTheSameBytesAtAnyTime() throws IOException {
        byte[] first = Files.readAllBytes(build(library(Optional.empty(), pom())));
        Files.setLastModifiedTime(folder.resolve("src/prices/cli.py"), FileTime.fromMillis(1_000_000_000_000L));

        assertThat(build(library(Optional.empty(), pom()))).hasBinaryContent(first);
    }

    @Test
    void isInstalledByPip() throws IOException {
        Path wheel = build(library(Optional.empty(), pom()));
        Path site = folder.resolve("site");
        Tool.Result installed = Tool.run(
                folder,
                "python3",
                "-m",
                "pip",
                "install",
                "-q",
                "--no-index",
                "--no-deps",
                "--target",
                site.toString(),
                wheel.toString());
        assertThat(installed.exit()).as(installed.output()).isZero();

        Tool.Result run = Tool.run(
                folder,
                Map.of("PYTHONPATH", site.toString()),
                site.resolve("bin/prices").toString());
        assertThat(run.output()).isEqualTo("12.50 EUR\n");
    }

    @Test
    void explainsLibrariesThatCannotBePacked() throws IOException {
        LibraryProject plain = library(Optional.empty(), pom());
        String noReadme = message(library(
                Optional.of(PyProject.parse(
                        PYPROJECT.replace("README.md", "READ.md").getBytes("UTF-8"), "pyproject.toml")),
                pom()));
        String noFunction = message(new LibraryProject(
                plain.name(),
                plain.version(),
                folder,
                pom(),
                Optional.empty(),
                VersionSpecifiers.ANY,
                List.of(),
                Map.of("prices", "prices.cli")));
        file("src/prices/fast.so", "x");
        String compiled = message(plain);
        Files.delete(folder.resolve("src/prices/fast.so"));
        Files.delete(folder.resolve("src/prices/cli.py"));
        Files.delete(folder.resolve("src/prices/__init__.py"));
        String noModule = message(plain);

        Golden.assertMatches("wheel-library/errors.txt", String.join("\n\n", noReadme, noFunction, compiled, noModule));
    }

    @Test
    void readsRequirementsOfAllTargets() throws IOException {
        file(
                "requirements.txt",
                "greeting>=1 ; sys_platform == 'win32'\nflask==3.0 --hash=sha256:" + "0".repeat(64) + "\n");
        PyProject project = PyProject.parse(PYPROJECT.getBytes("UTF-8"), "pyproject.toml");

        assertThat(requirements(Optional.empty(), "six"))
                .containsExactly("six", "greeting>=1; sys_platform == \"win32\"", "flask==3.0");
        assertThat(requirements(Optional.of(project), "six"))
                .containsExactly("six", "greeting>=1; python_version < \"3.13\"");
        assertThat(progress.steps())
                .containsExactly("Requirements: pyproject.toml, not requirements.txt (<requirementsFiles>)");
    }

    @Test
    void explainsRequirementsThatALibraryCannotHave() throws IOException {
        file("other/setup.py", "");
        file("requirements.txt", "./other\n");
        String unnamed = catchThrowableOfType(UserException.class, () -> requirements(Optional.empty()))
                .getMessage();
        file("requirements.txt", "greeting @ file:///opt/greeting-1.0-py3-none-any.whl\n");
        String path = catchThrowableOfType(UserException.class, () -> requirements(Optional.empty()))
                .getMessage();

        Golden.assertMatches(
                "wheel-library/requirements.txt", (unnamed + "\n\n" + path).replace(folder.toString(), "/project"));
    }

    private List<String> requirements(Optional<PyProject> project, String... lines) throws IOException {
        return new LibraryRequirements(List.of(lines), List.of(), Map.of(), FileScope.of(List.of(folder)))
                .read(folder, folder, project, progress).stream()
                        .map(one -> one.requirement().toString())
                        .toList();
    }

    private static PomDescription pom() {
        return new PomDescription(
                Optional.of("Prices\n    with a currency"),
                List.of("Apache-2.0", "The MIT License"),
                Map.of("Homepage", "https://shop.example.org/"),
                List.of(new PomDescription.Developer(Optional.of("Eve"), Optional.of("eve@example.org"))));
    }

    private LibraryProject library(Optional<PyProject> pyProject, PomDescription pom, String... requirements) {
        return new LibraryProject(
                "Acme.Prices",
                Version.parse("1.2"),
                folder,
                pom,
                pyProject,
                pyProject.map(PyProject::requiresPython).orElse(VersionSpecifiers.ANY),
                pyProject.map(one -> one.requirements(List.of())).orElseGet(() -> declared(requirements)),
                Map.of("prices", "prices.cli:main"));
    }

    private static List<DeclaredRequirement> declared(String... requirements) {
        return List.of(requirements).stream()
                .map(text ->
                        DeclaredRequirement.parse(text, io.github.pywar.base.text.SourceLocation.of("<requirements>")))
                .toList();
    }

    private Path build(LibraryProject project) throws IOException {
        SourceFolder sources = new SourceFolder(folder.resolve("src"), "src", "", Patterns.DEFAULT);
        return new BuildWheel(progress)
                .run(new BuildWheel.Request(project, List.of(sources), TIME, "pywar-maven-plugin (1)"), folder);
    }

    private String message(LibraryProject project) {
        return catchThrowableOfType(UserException.class, () -> build(project)).getMessage();
    }

    private String text(Path wheel, String name) throws IOException {
        return BuiltProject.of(folder).text(wheel, name);
    }

    private void file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
