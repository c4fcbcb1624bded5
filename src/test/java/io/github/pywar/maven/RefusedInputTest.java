package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.Dependencies;
import io.github.pywar.app.spec.DependencySources;
import io.github.pywar.app.spec.EntryPoint;
import io.github.pywar.app.spec.Identity;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.spec.SourceFolder;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.app.task.ServerSettings;
import io.github.pywar.app.task.Supply;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Globs;
import io.github.pywar.python.config.Machine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.requirement.PyProject;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input of a whole build, from the index to the archive: what a person is told, and that nothing is left behind. */
class RefusedInputTest {

    private static final String SCRIPTS =
            "[project]\nname = 'shop'\nversion = '1'\n[project.scripts]\ngreet = 'shop:main'\n";

    @TempDir
    Path folder;

    private final TestIndex index = TestIndex.start();
    private final TestProgress progress = new TestProgress();

    @BeforeEach
    void serveGreetings() throws IOException {
        add(HermeticWheels.greeting());
        add(TestWheel.of("rude", "1.0").file("greeting/__init__.py", "def hello():\n    return 'What?'\n"));
        Files.createDirectories(folder.resolve("sources"));
        Files.writeString(folder.resolve("sources/shop.py"), "def app(environ, start_response): ...\n");
        Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
    }

    @AfterEach
    void end() {
        index.close();
    }

    @Test
    void aWheelWithAnotherSum() throws IOException {
        index.with(Manner.WRONG_HASHES, Manner.METADATA);

        refuses("wrong-hash", Globs.of(List.of()), "greeting");
    }

    @Test
    void aWheelThatBreaksOff() throws IOException {
        TestWheel greeting = HermeticWheels.greeting();
        index.with(Manner.TRUNCATED_FILES, Manner.METADATA)
                .serve("/files/" + greeting.fileName() + ".metadata", "text/plain", greeting.metadataText());

        refuses("truncated-download", Globs.of(List.of()), "greeting");
    }

    @Test
    void anIndexThatFails() throws IOException {
        index.failing(100);

        refuses("index-fails", Globs.of(List.of()), "greeting");
        assertThat(index.requests()).as("asked, and asked again once").hasSize(2);
    }

    @Test
    void anIndexThatIsDown() throws IOException {
        index.close();

        refuses("index-down", Globs.of(List.of()), "greeting");
    }

    @Test
    void twoWheelsAtOnePath() throws IOException {
        refuses("two-wheels", Globs.of(List.of()), "greeting", "rude");
    }

    @Test
    void twoWheelsAtOnePathMayBeAllowed() throws IOException {
        Path archive = build(Globs.of(List.of("**/greeting/__init__.py")), "greeting", "rude");

        assertThat(archive).exists();
        assertThat(progress.warnings())
                .containsExactly("`lib/python3.11/site-packages/greeting/__init__.py` of greeting-1.0-py3-none-any.whl"
                        + " is overwritten by rude-1.0-py3-none-any.whl");
    }

    @Test
    void theApplicationAndAWheelAtOnePath() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), SCRIPTS);

        refuses("application-against-wheel", Globs.of(List.of()), "greeting");
    }

    @Test
    void theApplicationAndAWheelAtOnePathMayBeAllowed() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), SCRIPTS);

        assertThat(build(Globs.of(List.of("bin/greet")), "greeting")).exists();
        assertThat(progress.warnings())
                .containsExactly("`bin/greet` of greeting-1.0-py3-none-any.whl is overwritten by"
                        + " the application's own description");
    }

    @Test
    void aVersionThatNobodyHas() throws IOException {
        refuses("no-version", Globs.of(List.of()), "greeting>=99");
    }

    private void refuses(String golden, Globs overwrite, String... requirements) throws IOException {
        Throwable fault = catchThrowable(() -> build(overwrite, requirements));

        assertThat(fault).isInstanceOfAny(UserException.class, IOException.class);
        String told = fault instanceof IOException broken ? new Fault(broken).text() : fault.getMessage();
        Golden.assertMatches(
                "maven/refused/" + golden + ".txt",
                told.replace(index.at("/").toString(), "http://INDEX/")
                        .replaceAll("received: [0-9a-f]{64}", "received: SUM"));
        assertThat(files("target")).isEmpty();
        if (!golden.contains("wheel")) {
            assertThat(files("cache/wheels")).isEmpty();
        }
        assertThat(files("cache")).noneMatch(name -> name.matches(".*(part|tmp|lock|incoming/.*)"));
    }

    private Path build(Globs overwrite, String... requirements) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("target")).resolve("shop.pywar");
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "test");
        new PackageApp(progress)
                .run(
                        new AssembleApp.Request(
                                spec(requirements), supply(), overwrite, folder.resolve("pom.xml"), stamp),
                        archive);
        return archive;
    }

    private AppSpec spec(String... requirements) throws IOException {
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
        Path file = folder.resolve("pyproject.toml");
        Optional<PyProject> project = Files.exists(file) ? Optional.of(PyProject.read(file)) : Optional.empty();
        Dependencies declared = new DependencySources(List.of(requirements), List.of(), List.of(), List.of(), Map.of())
                .read(folder, project, target, progress);
        SourceFolder sources =
                new SourceFolder(folder.resolve("sources"), "sources", "", SourceFolder.Patterns.DEFAULT);
        return new AppSpec(
                new Identity("com.example", "shop", "1", Optional.empty()),
                EntryPoint.parse("shop:app"),
                List.of(sources),
                project,
                declared,
                ServerChoice.parse("none"),
                target);
    }

    private Supply supply() {
        URI url = index.url();
        return new Supply(
                new Supply.Places(List.of(IndexDeclaration.of("internal", url, "<indexes>")), List.of(), false),
                ServerSettings.NONE,
                new Supply.Traffic(false, 2, 1),
                new Supply.Cache(folder.resolve("cache"), false),
                new Machine(Map.of(), folder, folder, folder, "Linux"));
    }

    private void add(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
    }

    private List<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
