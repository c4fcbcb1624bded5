package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependencySourcesTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
    private static final String PROJECT = """
            [project]
            name = "shop"
            requires-python = ">=3.9"
            dependencies = ["flask>=3", "tomli; python_version < '3.11'"]
            [project.optional-dependencies]
            db = ["psycopg", "shop[cache]"]
            cache = ["redis"]
            """;

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void readsRequirementsTxt() throws IOException {
        write("requirements.txt", "flask\nsqlalchemy>=2 # comment\npywin32; sys_platform == 'win32'\n");

        assertThat(requirements(sources(), ""))
                .containsExactly("flask (requirements.txt:1)", "sqlalchemy>=2 (requirements.txt:2)");
    }

    @Test
    void readsTheProjectTableWithoutAFile() throws IOException {
        assertThat(requirements(sources(), PROJECT)).containsExactly("flask>=3 (pyproject.toml:4)");
    }

    @Test
    void reportsEachFileThatItReads() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        write("app/requirements.txt", "-r ../shared/base.txt\n");
        Files.createDirectories(folder.resolve("shared"));
        write("shared/base.txt", "flask\n-c limits.txt\n");
        write("shared/limits.txt", "flask<4\n");
        List<Path> reads = new ArrayList<>();
        FileScope scope = FileScope.NONE.with(folder).reporting(reads::add);

        new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of(), scope)
                .read(app, Optional.empty(), TARGET, progress);

        Path real = folder.toRealPath();
        assertThat(reads)
                .contains(
                        real.resolve("app/requirements.txt"),
                        real.resolve("shared/base.txt"),
                        real.resolve("shared/limits.txt"));
    }

    @Test
    void warnsOfIneffectiveOptions() throws IOException {
        write("requirements.txt", """
                -i https://index.example.org/simple/ --trusted-host index.example.org
                --trusted-host plain.example.org -f http://plain.example.org/wheels
                --use-feature fast-deps
                flask --config-settings a=b
                six --pre --prefer-binary
                --prefer-binary
                """);
        read(sources(), "");

        Golden.assertMatches("spec/idle-options.txt", String.join("\n", progress.warnings()));
    }

    @Test
    void readsTheProjectThatRequiresItself() throws IOException {
        write("requirements.txt", "gunicorn\n-e .[cache]\n");

        assertThat(requirements(sources(), PROJECT))
                .containsExactly(
                        "gunicorn (requirements.txt:1)", "flask>=3 (pyproject.toml:4)", "redis (pyproject.toml:7)");
        assertThat(progress.steps())
                .contains("The application requires itself (requirements.txt:2): the dependencies in [project] of"
                        + " pyproject.toml are used");
    }

    @Test
    void refusesAProjectThatRequiresItselfWithoutDeclaration() throws IOException {
        write("requirements.txt", "-e .\n");

        assertThatThrownBy(() -> read(sources(), ""))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches(
                        "spec/requires-itself.txt",
                        e.getMessage().replace(folder.toUri().toString(), "FOLDER/")));
    }

    @Test
    void refusesAProjectThatRequiresItselfWithModulesOutsideOfTheArchive() throws IOException {
        module("src/oscar/__init__.py");
        module("src/oscar_extra/api/__init__.py");
        module("src/tests/__init__.py");
        module("sandbox/__init__.py");

        Golden.assertMatches("spec/requires-itself-outside.txt", outside(PROJECT, "sandbox"));
        assertThat(requirementsBeside(PROJECT, "sandbox", "src")).containsExactly("flask>=3 (pyproject.toml:4)");
        assertThat(requirementsBeside(PROJECT, ".")).hasSize(1);
        assertThat(outside(PROJECT)).contains("folders of the archive: none");
    }

    @Test
    void refusesAPackageOutsideOfTheArchiveByTheNameOfTheProject() throws IOException {
        module("shop/__init__.py");
        module("shop_demo/__init__.py");
        module("tools/__init__.py");

        Golden.assertMatches("spec/requires-itself-outside-flat.txt", outside(PROJECT, "shop_demo"));
        assertThat(requirementsBeside(PROJECT, "shop")).hasSize(1);
        assertThat(requirementsBeside(PROJECT.replace("\"shop\"", "\"other\""), "shop_demo"))
                .as("another package need not be one of the project")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "setup.py, 'setup(package_dir={\"\": \"lib\"})'",
        "setup.cfg, '[options]\npackage_dir =\n    = lib'",
        "pyproject.toml, '[tool.setuptools]\npackage-dir = {\"\" = \"lib\"}'",
        "pyproject.toml, '[tool.setuptools.packages.find]\nwhere = [\"lib\"]'",
        "pyproject.toml, '[tool.poetry]\npackages = [{include = \"shop\", from = \"lib\"}]'"
    })
    void readsTheFolderOfTheModulesInTheDeclarationsOfTools(String file, String text) throws IOException {
        module("lib/oscar/__init__.py");
        module("sandbox/__init__.py");
        String escaped = text.replace("\\n", "\n");
        boolean isProject = file.equals("pyproject.toml");
        if (!isProject) {
            write(file, escaped);
        }

        assertThat(outside(PROJECT + (isProject ? escaped : ""), "sandbox")).contains("`oscar`", "folder: lib");
    }

    /** No system has a file of that name: the other declarations and folders count. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[tool.setuptools.packages.find]\nwhere = [\"\\u0000\"]",
                "[tool.poetry]\npackages = [{include = \"shop\", from = \"\\u0000\"}]"
            })
    void ignoresAFolderOfModulesThatCannotExist(String text) throws IOException {
        module("src/oscar/__init__.py");

        assertThat(outside(PROJECT + text, "sandbox")).contains("`oscar`", "folder: src");
    }

    @Test
    void acceptsMavensLayoutOfAProjectThatRequiresItself() throws IOException {
        module("src/main/python/shop/__init__.py");
        module("src/test/python/shop_tests/__init__.py");

        assertThat(requirementsBeside(PROJECT, "src/main/python")).hasSize(1);
    }

    @Test
    void acceptsOtherFoldersInMavensLayout() throws IOException {
        module("src/main/python/wsgi.py");
        module("src/integrationTest/python/shop_tests/__init__.py");
        module("src/perf/__init__.py");
        module("src/generate.py");
        module("ops/__init__.py");

        assertThat(requirementsBeside(PROJECT, "src/main/python")).hasSize(1);
        assertThat(warningsBeside(PROJECT, "src/main/python")).isEmpty();
        module("shop/__init__.py");
        assertThat(warningsBeside(PROJECT, "src/main/python"))
                .singleElement()
                .asString()
                .contains("does not contain `shop` of");
    }

    @Test
    void warnsOfModulesOfAProjectThatAreOutsideOfTheArchive() throws IOException {
        module("src/oscar/__init__.py");
        module("sandbox/__init__.py");

        assertThat(warningsBeside(PROJECT, "sandbox", "src")).isEmpty();
        assertThat(warningsBeside(PROJECT, "src/oscar")).isEmpty();
        Golden.assertMatches(
                "spec/project-outside.txt", warningsBeside(PROJECT, "sandbox").get(0));
    }

    @Test
    void warnsOfAPackageOutsideOfTheArchiveByTheNameOfTheProjectOnly() throws IOException {
        module("ops/__init__.py");

        assertThat(warningsBeside(PROJECT, "sandbox")).isEmpty();
        module("shop/__init__.py");
        assertThat(warningsBeside(PROJECT, "sandbox"))
                .singleElement()
                .asString()
                .contains("does not contain `shop` of", "<include>shop/</include>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[tool.uv]\npackage = false",
                "[tool.poetry]\npackage-mode = false",
                "[tool.pdm]\ndistribution = false",
                "[tool.setuptools]\npackages = []  # false",
                "[tool.setuptools]\npy-modules = []  # false"
            })
    void acceptsModulesBesideAProjectThatIsNoPackage(String text) throws IOException {
        module("src/oscar/__init__.py");

        assertThat(warningsBeside(PROJECT + text, "sandbox")).isEmpty();
        String other = text.replace("[]  # false", "['oscar']").replace("false", "true");
        assertThat(warningsBeside(PROJECT + other, "sandbox")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[tool.setuptools.package-dir]\n'' = 'backend'",
                "[tool.setuptools]\npackages.find.where = ['backend']",
                "[tool.hatch.build.targets.wheel]\npackages = ['backend/shop']",
                "[tool.poetry]\npackages = [{include = 'shop', from = 'backend'}]",
                "[tool.uv.build-backend]\nmodule-root = 'backend'",
                "[tool.pdm.build]\npackage-dir = 'backend'"
            })
    void warnsOfModulesInTheDeclaredFolderOnly(String text) throws IOException {
        module("backend/shop/__init__.py");
        module("src/styles/__init__.py");

        assertThat(warningsBeside(PROJECT + text, "backend")).isEmpty();
        assertThat(warningsBeside(PROJECT + text, "sandbox"))
                .singleElement()
                .asString()
                .contains("does not contain `shop` of", "folder: backend;");
    }

    /** Such as the data of a container; root can read all of them. */
    @Test
    void acceptsAFolderThatTheUserCannotRead() throws IOException {
        module("src/oscar/__init__.py");
        Path closed = Files.createDirectories(folder.resolve("src/data"));
        Files.setPosixFilePermissions(closed, Set.of());

        assertThat(warningsBeside(PROJECT, "src")).isEmpty();
    }

    /** The archive is built without these tools. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[tool.setuptools.packages.find]\nwhere = 'src'",
                "[tool.setuptools.packages.find]\nwhere = [1]",
                "[tool.poetry]\npackages = 'shop'",
                "[tool.poetry]\npackages = ['shop', {include = 'shop', from = 1}]",
                "[tool.hatch.build.targets.wheel]\npackages = ['.', '/', '../..', 1]",
                "[tool.uv]\npackage = 'no'",
                "[tool.pdm]\nbuild = 1"
            })
    void ignoresDeclarationsOfModulesWithOtherTypes(String text) throws IOException {
        module("src/oscar/__init__.py");

        assertThat(warningsBeside(PROJECT + text, "src")).isEmpty();
        assertThat(warningsBeside(PROJECT + text, "sandbox")).hasSize(1);
    }

    @Test
    void acceptsModulesBesideRequirementsThatAreNotThoseOfTheProject() throws IOException {
        module("src/oscar/__init__.py");
        write("requirements.txt", "flask\n");

        assertThat(warningsBeside(PROJECT, "sandbox")).isEmpty();
    }

    private List<String> warningsBeside(String pyProject, String... sources) throws IOException {
        Path file = write("pyproject.toml", pyProject);
        List<Path> folders = Stream.of(sources).map(folder::resolve).toList();
        PythonProject project =
                new PythonProject(folder, Optional.of(PyProject.read(file)), ProjectMetadata.NONE, folders);
        TestProgress own = new TestProgress();
        sources().read(folder, project, TARGET, own);
        return own.warnings();
    }

    private void module(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private String outside(String pyProject, String... sources) {
        return catchThrowableOfType(UserException.class, () -> requirementsBeside(pyProject, sources))
                .getMessage();
    }

    private List<String> requirementsBeside(String pyProject, String... sources) throws IOException {
        Path file = write("pyproject.toml", pyProject);
        List<Path> folders = Stream.of(sources).map(folder::resolve).toList();
        PythonProject project =
                new PythonProject(folder, Optional.of(PyProject.read(file)), ProjectMetadata.NONE, folders);
        return ofPom(".").read(folder, project, TARGET, progress).requirements().stream()
                .map(DeclaredRequirement::toString)
                .distinct()
                .toList();
    }

    @Test
    void keepsSourceCodeInOtherFolders() throws IOException {
        write("requirements.txt", "-e ./lib\n");
        Files.createDirectories(folder.resolve("lib"));

        assertThat(read(sources(), PROJECT).unnamed()).hasSize(1);
    }

    @Test
    void prefersTheFileAndReportsIt() throws IOException {
        write("requirements.txt", "flask==3.0.0\n");

        assertThat(requirements(sources(), PROJECT)).containsExactly("flask==3.0.0 (requirements.txt:1)");
        assertThat(progress.steps()).containsExactly("Requirements: requirements.txt");
    }

    @Test
    void addsTheRequirementsOfThePom() throws IOException {
        write("requirements.txt", "flask\n");
        DependencySources sources =
                new DependencySources(List.of("gunicorn>=20,<24"), List.of(), List.of(), List.of(), Map.of());

        assertThat(requirements(sources, ""))
                .containsExactly("flask (requirements.txt:1)", "gunicorn<24,>=20 (<requirements>)");
    }

    @Test
    void readsRequirementsOfThePomLikeLinesOfAFile() throws IOException {
        Path file = TestWheel.of("Team.Lib", "1.0").write(Files.createDirectory(folder.resolve("wheels")));
        DeclaredDependencies read = read(
                ofPom(
                        "wheels/" + file.getFileName() + "[mail] ; python_version >= '3'",
                        "https://files.example.org/six-1.16.0-py2.py3-none-any.whl#sha256=AB12",
                        "flask==3.0.0 --hash=sha256:cd34",
                        "./windows ; sys_platform == 'win32'"),
                "");

        assertThat(read.requirements().stream().map(DeclaredRequirement::toString))
                .containsExactly(
                        "team-lib[mail] @ " + file.toUri() + " ; python_version >= \"3\" (<requirements>)",
                        "six @ https://files.example.org/six-1.16.0-py2.py3-none-any.whl#sha256=AB12 (<requirements>)",
                        "flask==3.0.0 (<requirements>)");
        assertThat(read.requirements()).map(one -> one.hashes().keySet().size()).containsExactly(0, 1, 1);
        assertThat(read.requiresHashes()).isTrue();
    }

    @Test
    void rejectsMissingSourceCodeInThePom() {
        Golden.assertMatches(
                "spec/requirements-source.txt",
                message(
                        ofPom(
                                "./lib",
                                "-e ./other",
                                "dist/shop-1.0.tar.gz",
                                "svn+https://svn.example.org/shop",
                                "wheels/none-1.0-py3-none-any.whl"),
                        ""));
        Golden.assertMatches("spec/requirements-option.txt", message(ofPom("--pre", "-r more.txt"), ""));
    }

    private static DependencySources ofPom(String... requirements) {
        return new DependencySources(List.of(requirements), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void addsExtrasThatReferToOtherExtras() throws IOException {
        DependencySources sources = new DependencySources(List.of(), List.of(), List.of("db"), List.of(), Map.of());

        assertThat(requirements(sources, PROJECT))
                .containsExactly(
                        "flask>=3 (pyproject.toml:4)", "psycopg (pyproject.toml:6)", "redis (pyproject.toml:7)");
    }

    @Test
    void addsDependencyGroups() throws IOException {
        DependencySources sources = new DependencySources(List.of(), List.of(), List.of(), List.of("prod"), Map.of());

        assertThat(requirements(
                        sources,
                        "[dependency-groups]\nprod = ['gunicorn', {include-group = 'base'}]\nbase = ['redis']\n"))
                .containsExactly("gunicorn (pyproject.toml:2)", "redis (pyproject.toml:3)");
    }

    @Test
    void readsTheFilesOfThePom() throws IOException {
        write("requirements.txt", "flask\n");
        Path named = write("production.txt", "-c limits.txt\ngunicorn\n");
        write("limits.txt", "gunicorn<24\n");
        DependencySources sources = new DependencySources(List.of(), List.of(named), List.of(), List.of(), Map.of());

        assertThat(requirements(sources, "")).containsExactly("gunicorn (production.txt:2)");
        assertThat(read(sources, "").constraints()).hasSize(1);
    }

    @Test
    void replacesVariablesOfTheEnvironment() throws IOException {
        write("requirements.txt", "flask==${FLASK}\n");
        DependencySources sources =
                new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of("FLASK", "3.0.1"));

        assertThat(requirements(sources, "")).containsExactly("flask==3.0.1 (requirements.txt:1)");
    }

    @Test
    void reportsAllFaultsOfThePom() {
        DependencySources sources =
                new DependencySources(List.of("flask>=", "good", "==3"), List.of(), List.of(), List.of(), Map.of());

        Golden.assertMatches("spec/requirements-pom.txt", message(sources, ""));
    }

    @Test
    void reportsTheLineOfAFile() throws IOException {
        write("requirements.txt", "flask\nsqlalchemy=>2\n");

        Golden.assertMatches("spec/requirements-file.txt", message(sources(), ""));
    }

    @Test
    void reportsTheLineOfTheProjectTable() {
        Golden.assertMatches(
                "spec/requirements-project.txt",
                message(sources(), "[project]\nname = 'a'\ndependencies = [\n  'ok',\n  'not ok!',\n]\n"));
    }

    @Test
    void rejectsAnUnknownExtra() {
        DependencySources sources = new DependencySources(List.of(), List.of(), List.of("pg"), List.of(), Map.of());

        Golden.assertMatches(
                "spec/missing-extra.txt", message(sources, PROJECT) + "\n\n" + message(sources, "[tool.black]\n"));
    }

    @Test
    void rejectsATargetThatTheProjectDoesNotSupport() {
        Golden.assertMatches(
                "spec/requires-python.txt", message(sources(), "[project]\nname = 'a'\nrequires-python = '>=3.12'\n"));
    }

    @Test
    void rejectsAMissingFile() {
        DependencySources sources = new DependencySources(
                List.of(), List.of(Path.of("requirements/none.txt")), List.of(), List.of(), Map.of());

        Golden.assertMatches("spec/missing-requirements-file.txt", message(sources, ""));
    }

    private static DependencySources sources() {
        return new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private List<String> requirements(DependencySources sources, String pyProject) throws IOException {
        return read(sources, pyProject).requirements().stream()
                .map(DeclaredRequirement::toString)
                .toList();
    }

    private String message(DependencySources sources, String pyProject) {
        return catchThrowableOfType(UserException.class, () -> read(sources, pyProject))
                .getMessage();
    }

    private DeclaredDependencies read(DependencySources sources, String pyProject) throws IOException {
        Path file = write("pyproject.toml", pyProject);
        return sources.read(folder, Optional.of(PyProject.read(file)), TARGET, progress);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
