package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Environments made with a real Python of this machine. */
class PrepareEnvironmentTest extends LockFixture {

    private static final Interpreter PYTHON =
            Interpreters.of(System.getenv()).first().orElseThrow();

    private Path environment;

    @BeforeEach
    void fill() {
        project.python = PYTHON.series();
        environment = folder.resolve(".venv");
        addWeb();
        add(greeting("1.0", "one"));
    }

    /** The links to the Python outside of the folder: JUnit warns of them. */
    @AfterEach
    void deleteEnvironments() throws IOException {
        for (String name : List.of(".venv", "other", "moved", "my project's env")) {
            InstalledFolder.delete(folder.resolve(name));
        }
    }

    private static TestWheel greeting(String version, String text) {
        return TestWheel.of("greeting", version)
                .file("greeting/__init__.py", "TEXT = '" + text + "'\n")
                .file("greeting/cli.py", "import greeting, sys\n\ndef main():\n    print(greeting.TEXT, sys.prefix)\n")
                .info("entry_points.txt", "[console_scripts]\ngreet = greeting.cli:main\n");
    }

    @Test
    void makesAnEnvironmentThatPythonAccepts() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("sources")).resolve("shop.py"), "NAME = 'shop'\n");

        VirtualEnvironment made = prepare("web", "greeting");

        assertThat(python("""
                import importlib.metadata as metadata, sys, six, web, shop
                print(sorted((d.metadata['Name'], d.read_text('INSTALLER').strip()) for d in metadata.distributions()))
                print(all(len(list(metadata.files(name))) > 3 for name in ('web', 'greeting')), shop.NAME)
                """)).isEqualTo("[('greeting', 'pywar'), ('six', 'pywar'), ('web', 'pywar')]\nTrue shop\n");
        assertThat(run(made.scripts().resolve("greet"))).isEqualTo("one " + environment.toRealPath() + "\n");
        assertThat(project.progress.steps())
                .contains("Environment .venv: 3 packages on CPython " + PYTHON.version() + ", 3 installed");
    }

    @Test
    void writesNothingIfNothingChanged() throws IOException {
        prepare("web");
        FileTime before = touchedLast();

        prepare("web");

        assertThat(touchedLast()).isEqualTo(before);
        assertThat(project.progress.steps())
                .last()
                .asString()
                .endsWith("2 packages on CPython " + PYTHON.version() + ", up to date");
    }

    @Test
    void recognizesTheEnvironmentThatItLeft() throws IOException {
        Files.createDirectory(folder.resolve("sources"));
        VirtualEnvironment made = prepare("web", "greeting");
        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("one\n"); // with its bytecode

        assertThat(PreparedEnvironment.unchanged(environment))
                .get()
                .satisfies(last -> assertThat(last.environment()).isEqualTo(made))
                .satisfies(last -> assertThat(last.packages()).isEqualTo(3));
    }

    @Test
    void recognizesAChangedFile() throws IOException {
        assertChanged(() -> Files.writeString(site().resolve("web.py"), "changed\n"));
    }

    @Test
    void recognizesARemovedFolder() throws IOException {
        assertChanged(() -> InstalledFolder.delete(site().resolve("greeting")));
    }

    @Test
    void recognizesAFileOfAnotherTool() throws IOException {
        assertChanged(() -> byHand("debugger", "1.0"));
    }

    @Test
    void recognizesAMissingPython() throws IOException {
        assertChanged(() -> Files.delete(environment.resolve("bin/python")));
    }

    @Test
    void recognizesAMissingSourceFolder() throws IOException {
        assertChanged(() -> Files.delete(folder.resolve("sources")));
    }

    private void assertChanged(Change change) throws IOException {
        Files.createDirectory(folder.resolve("sources"));
        prepare("web", "greeting");
        change.run();
        assertThat(PreparedEnvironment.unchanged(environment)).isEmpty();
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    @Test
    void recordsNothingAfterARepair() throws IOException {
        Files.createDirectory(folder.resolve("sources"));
        prepare("web");
        Files.writeString(site().resolve("web.py"), "changed\n");

        prepare("web");
        assertThat(PreparedEnvironment.unchanged(environment)).isEmpty();

        prepare("web");
        assertThat(PreparedEnvironment.unchanged(environment)).isPresent();
    }

    @Test
    void installsAndRemovesOnlyTheDifference() throws IOException {
        prepare("web");
        prepare("six", "greeting");

        assertThat(site().resolve("web.py")).doesNotExist();
        assertThat(site().resolve("web-1.0.dist-info")).doesNotExist();
        assertThat(python("import six, greeting; print(greeting.TEXT)")).isEqualTo("one\n");
        // six is a declared requirement now, which its REQUESTED file says
        assertThat(site().resolve("six-1.0.dist-info/REQUESTED")).exists();
        assertThat(project.progress.steps()).last().asString().endsWith(", 2 installed, 1 removed");
    }

    @Test
    void removesBytecodeWithItsModule() throws IOException {
        prepare("greeting");
        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("one\n");
        add(greeting("2.0", "two")); // the same size, and all installed files have the same time
        project.clearCache();

        prepare("greeting");

        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("two\n");
    }

    @Test
    void keepsPackagesOfOtherTools() throws IOException {
        prepare("web");
        byHand("debugger", "1.0");

        prepare("six");

        assertThat(python("import debugger; print(debugger.__name__)")).isEqualTo("debugger\n");
        assertThat(project.progress.steps()).last().isEqualTo("Kept what another tool installed there: debugger");
    }

    @Test
    void replacesOtherVersionsOfRequiredPackages() throws IOException {
        prepare("web");
        Files.delete(site().resolve("six-1.0.dist-info/RECORD"));
        Files.delete(site().resolve("six-1.0.dist-info/INSTALLER"));
        byHand("six", "9.0");

        prepare("web");

        assertThat(python("import importlib.metadata as m; print(m.version('six'))"))
                .isEqualTo("1.0\n");
        assertThat(site().resolve("six-9.0.dist-info")).doesNotExist();
        assertThat(project.progress.warnings())
                .contains("Replaced `six 9.0`, which was installed by another tool: the project requires 1.0");
    }

    @Test
    void restoresAnEditedLibraryInTheEnvironmentAndInTheCache() throws IOException {
        prepare("greeting");
        Files.writeString(site().resolve("greeting/__init__.py"), "TEXT = 'bad'\n");

        prepare("greeting");
        environment = folder.resolve("other");
        prepare("greeting");

        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("one\n");
        environment = folder.resolve(".venv");
        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("one\n");
        assertThat(project.progress.warnings())
                .singleElement()
                .asString()
                .startsWith("Installed `greeting` again, because its files in the environment were changed: ")
                .contains("greeting/__init__.py");
    }

    @Test
    void finishesAnInterruptedUpdate() throws IOException {
        prepare("web");
        Path state = environment.resolve(EnvironmentState.FILE);
        Files.writeString(state, Files.readString(state).replace("\"complete\": true", "\"complete\": false"));
        Files.writeString(site().resolve("web.py"), "half");

        prepare("web");

        assertThat(python("import web; print(open(web.__file__).read())")).isEqualTo("\n");
        assertThat(Files.readString(state)).contains("\"complete\": true");
    }

    @Test
    void fillsAnEnvironmentWhoseLibrariesWereDeleted() throws IOException {
        prepare("greeting");
        InstalledFolder.delete(site());

        prepare("greeting");

        assertThat(python("import greeting; print(greeting.TEXT)")).isEqualTo("one\n");
    }

    @Test
    void makesAMovedEnvironmentAgain() throws IOException {
        prepare("greeting");
        Files.move(environment, folder.resolve("moved"));
        environment = folder.resolve("moved");

        VirtualEnvironment made = prepare("greeting");

        assertThat(run(made.scripts().resolve("greet"))).isEqualTo("one " + environment.toRealPath() + "\n");
    }

    @Test
    void runsScriptsInAFolderWithABlank() throws IOException {
        environment = folder.resolve("my project's env");

        VirtualEnvironment made = prepare("greeting");

        assertThat(run(made.scripts().resolve("greet"))).isEqualTo("one " + environment.toRealPath() + "\n");
    }

    @Test
    void refusesTheEnvironmentOfAnotherTool() throws IOException {
        Files.writeString(Files.createDirectory(environment).resolve("pyvenv.cfg"), "home = /usr/bin\n");

        UserException error = catchThrowableOfType(UserException.class, () -> prepare("web"));

        Golden.assertMatches("environment/foreign.txt", error.getMessage().replace(folder.toString(), "/project"));
        assertThat(environment.resolve("pyvenv.cfg")).hasContent("home = /usr/bin\n");
    }

    @Test
    void refusesTheEnvironmentThatAnotherToolMakesMeanwhile() throws IOException {
        Path foreign = environment.resolve("pyvenv.cfg");
        LibrarySource libraries = LockedOrResolvedLibraries.of(project.settings(), project.sources());

        assertThatThrownBy(() -> prepare(
                        (spec, progress) -> {
                            Files.writeString(
                                    Files.createDirectory(environment).resolve("pyvenv.cfg"), "home = /usr/bin\n");
                            return libraries.libraries(spec, progress);
                        },
                        "web"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was not made by pywar, and is not overwritten");
        assertThat(foreign).hasContent("home = /usr/bin\n");
    }

    @Test
    void refusesALinkWithoutATarget() throws IOException {
        Files.createSymbolicLink(environment, folder.resolve("nothing"));

        assertThatThrownBy(() -> prepare("web"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(".venv` is a link without a target, not the folder of an environment");
    }

    @Test
    void removesNoFileOutsideTheEnvironment() throws IOException {
        prepare("web", "greeting");
        Path outside = Files.createDirectory(folder.resolve("checkout"));
        Files.move(site().resolve("greeting"), folder.resolve("checkout/greeting"));
        Files.createSymbolicLink(site().resolve("greeting"), outside.resolve("greeting"));

        prepare("web");

        assertThat(outside.resolve("greeting/cli.py")).exists();
    }

    private VirtualEnvironment prepare(String... requirements) throws IOException {
        return prepare(LockedOrResolvedLibraries.of(project.settings(), project.sources()), requirements);
    }

    private VirtualEnvironment prepare(LibrarySource libraries, String... requirements) throws IOException {
        AppSpec spec = project.spec(List.of(requirements));
        return new PrepareEnvironment(project.progress)
                .run(
                        new PrepareEnvironment.Request(
                                environment,
                                environment.getFileName().toString(),
                                PYTHON,
                                spec,
                                libraries,
                                List.of(folder.resolve("sources")),
                                folder.resolve("trees"),
                                Instant.now()),
                        PreparedEnvironment::write);
    }

    /** Installs a package as pip does. */
    private void byHand(String name, String version) throws IOException {
        String info = name + "-" + version + ".dist-info";
        Files.writeString(site().resolve(name + ".py"), "BY_HAND = True\n");
        Path folder = Files.createDirectory(site().resolve(info));
        Files.writeString(
                folder.resolve("METADATA"), "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        Files.writeString(folder.resolve("INSTALLER"), "pip\n");
        Files.writeString(
                folder.resolve("RECORD"),
                name + ".py,,\n" + info + "/METADATA,,\n" + info + "/INSTALLER,,\n" + info + "/RECORD,,\n");
    }

    private Path site() {
        return environment.resolve("lib/python" + PYTHON.series() + "/site-packages");
    }

    private FileTime touchedLast() throws IOException {
        try (var files = Files.walk(environment)) {
            return files.map(file -> {
                        try {
                            return (FileTime)
                                    Files.getAttribute(file, "unix:ctime", java.nio.file.LinkOption.NOFOLLOW_LINKS);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .max(FileTime::compareTo)
                    .orElseThrow();
        }
    }

    private String python(String code) throws IOException {
        return run(environment.resolve("bin/python"), "-c", code);
    }

    private static String run(Path program, String... arguments) throws IOException {
        PythonRun.Outcome outcome =
                PythonRun.of(program, List.of(arguments), Map.of()).finish(Duration.ofMinutes(1));
        assertThat(outcome.isSuccess()).as(outcome.output()).isTrue();
        return outcome.output();
    }
}
