package io.github.pywar.app.buildstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.environment.HostTarget;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.library.Library;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs steps with a Python of this machine. Each is a script of the application's own files. */
class BuildStepsTest {

    private static final StepDeclaration.Limits LIMITS = new StepDeclaration.Limits(Duration.ofSeconds(60), false);

    @TempDir
    private Path folder;

    private final TestProgress progress = new TestProgress();
    private final Interpreter python = Interpreters.of(System.getenv()).first().orElseThrow();
    private FileTree.Builder sources;
    private int prepared;

    @BeforeEach
    void addOwnFiles() {
        sources = FileTree.builder("src/main/python");
        sources.add("shop.py", ByteSource.of("application = 1\n"));
        sources.add("theme.css", ByteSource.of("old\n"));
    }

    /** The Python of this machine, without libraries. */
    private final class HostPython implements StepPython {

        @Override
        public HostTarget host(Progress ignored) {
            TargetEnvironment target =
                    TargetEnvironment.of(PythonVersion.parse(python.series()), Platform.parse("linux-x86_64"));
            return new HostTarget(python, target, target);
        }

        @Override
        public VirtualEnvironment prepare(List<Library> libraries, Progress ignored) throws IOException {
            prepared++;
            Path environment = folder.resolve("environment");
            Path scripts = Files.createDirectories(environment.resolve("bin"));
            Path program = scripts.resolve("python");
            Files.writeString(program, "#!/bin/sh\nexec " + python.executable() + " \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new VirtualEnvironment(environment, python, List.of());
        }
    }

    private FileTree run(StepDeclaration... steps) throws IOException {
        return run(BuildSteps.Handling.CHANGED, steps);
    }

    private FileTree run(BuildSteps.Handling handling, StepDeclaration... steps) throws IOException {
        BuildSteps.Folders project =
                new BuildSteps.Folders(folder, FileScope.of(List.of(folder)), folder.resolve("target/steps"));
        return new BuildSteps(List.of(steps), new HostPython(), project, handling)
                .run(sources.build(), List.of(), progress);
    }

    /** Adds a script to the application, and returns a step that runs it. */
    private StepDeclaration script(String name, String code, String... outputs) {
        sources.add(name, ByteSource.of(code));
        return step("python " + name, outputs);
    }

    private static StepDeclaration step(String command, String... outputs) {
        return new StepDeclaration(command, List.of(outputs), Optional.empty(), "", Map.of(), LIMITS);
    }

    private static String text(FileTree tree, String path) throws IOException {
        return new String(tree.get(path).orElseThrow().content().bytes());
    }

    private String error(StepDeclaration... steps) {
        UserException error = catchThrowableOfType(UserException.class, () -> run(steps));
        return error.getMessage().replace(folder.toString(), "FOLDER");
    }

    @Test
    void packsDeclaredFilesOnly() throws IOException {
        StepDeclaration step = script("build.py", """
                import os, pathlib
                os.makedirs("static/deep")
                pathlib.Path("static/deep/a.css").write_text("a")
                pathlib.Path("theme.css").write_text("new")
                pathlib.Path("shop.py").write_text("application = 2")
                pathlib.Path("db.sqlite3").write_text("")
                """, "static/**", "theme.css");

        FileTree tree = run(step);

        assertThat(tree.entries().keySet()).containsExactly("build.py", "shop.py", "static/deep/a.css", "theme.css");
        assertThat(text(tree, "theme.css")).isEqualTo("new");
        assertThat(text(tree, "shop.py")).isEqualTo("application = 1\n");
        assertThat(progress.steps())
                .containsExactly(
                        "Not packed, because the build step `python build.py` does not declare them: `db.sqlite3`",
                        "Build step `python build.py`: 2 files");
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("changes or removes files that it does not declare", "as they were: `shop.py`;");
        assertThat(folder.resolve("target/steps/work")).doesNotExist();
    }

    @Test
    void namesRemovedFiles() throws IOException {
        StepDeclaration step = script("build.py", """
                import os, pathlib
                os.remove("theme.css")
                pathlib.Path("shop.py").write_text(pathlib.Path("shop.py").read_text())
                pathlib.Path("a.css").write_text("a")
                """, "a.css");

        assertThat(run(step).entries().keySet()).contains("theme.css", "a.css");

        assertThat(progress.warnings()).singleElement().asString().contains("as they were: `theme.css`;");
    }

    @Test
    void runsAgainOnlyIfItsInputHasChanged() throws IOException {
        String code = "import uuid; open('id.txt', 'w').write(str(uuid.uuid4()))";
        StepDeclaration step = script("build.py", code, "id.txt");

        String first = text(run(step), "id.txt");
        assertThat(text(run(step), "id.txt")).isEqualTo(first);
        assertThat(prepared).isOne();
        String forced = text(run(BuildSteps.Handling.ALWAYS, step), "id.txt");
        assertThat(forced).isNotEqualTo(first);
        assertThat(text(run(step), "id.txt")).isEqualTo(forced);
        sources.add("new.py", ByteSource.of(""));
        assertThat(text(run(step), "id.txt")).isNotEqualTo(forced);
        assertThat(progress.steps())
                .contains("Build step `python build.py`: 1 file of an earlier run: nothing has changed");
        try (var results = Files.list(folder.resolve("target/steps/results"))) {
            assertThat(results).hasSize(1);
        }
    }

    @Test
    void givesEachStepTheFilesOfTheStepsBefore() throws IOException {
        StepDeclaration first = script("one.py", "open('one.txt', 'w').write('1')", "one.txt");
        StepDeclaration second =
                script("two.py", "open('two.txt', 'w').write(open('one.txt').read() + '2')", "two.txt");

        assertThat(text(run(first, second), "two.txt")).isEqualTo("12");
    }

    @Test
    void worksInACopyOfAnotherFolder() throws IOException {
        Path frontend = Files.createDirectories(folder.resolve("frontend"));
        Files.createDirectories(frontend.resolve("node_modules/tool"));
        Files.writeString(frontend.resolve("node_modules/tool/name.txt"), "tool");
        Files.writeString(frontend.resolve("build.py"), """
                import os
                os.makedirs("dist")
                text = open("node_modules/tool/name.txt").read() + open(os.environ["PYWAR_APP"] + "/theme.css").read()
                open("dist/app.js", "w").write(text)
                """);
        StepDeclaration step = new StepDeclaration(
                "python build.py", List.of("dist/**"), Optional.of(frontend), "shop/static", Map.of(), LIMITS);

        FileTree tree = run(step);

        assertThat(text(tree, "shop/static/dist/app.js")).isEqualTo("toolold\n");
        assertThat(frontend.resolve("dist")).doesNotExist();
    }

    @Test
    void hasDeclaredVariablesAndNoHomeOfTheUser() throws IOException {
        sources.add(
                "build.py",
                ByteSource.of("import os; open('v.txt', 'w').write(os.environ['SECRET_KEY'] + os.environ['TZ']"
                        + " + os.environ['SOURCE_DATE_EPOCH'] + os.path.expanduser('~'))"));
        Map<String, String> variables = Map.of("SECRET_KEY", "dummy ");
        StepDeclaration step =
                new StepDeclaration("python build.py", List.of("v.txt"), Optional.empty(), "", variables, LIMITS);

        String text = text(run(step), "v.txt");

        assertThat(text).startsWith("dummy UTC946684800").endsWith("/target/steps/work/scratch/home");
    }

    @Test
    void warnsOfThePathOfTheBuildFolder() throws IOException {
        StepDeclaration step = script(
                "build.py", "import os; open('paths.txt', 'w').write('#' * 65530 + os.getcwd() + '/x')", "paths.txt");

        run(step);

        assertThat(progress.warnings())
                .containsExactly("The build step `python build.py` writes the path of this build's folder into"
                        + " `paths.txt`: another folder gives another archive");
    }

    @Test
    void keepsThePermissionToExecute() throws IOException {
        StepDeclaration step =
                script("build.py", "import os; open('run.sh', 'w').close(); os.chmod('run.sh', 0o755)", "run.sh");

        assertThat(run(step).get("run.sh").orElseThrow().executable()).isTrue();
    }

    @Test
    void warnsOfAStepWithoutEffect() throws IOException {
        run(script("build.py", "open('theme.css', 'w').write('old\\n')", "theme.css"));

        assertThat(progress.warnings())
                .containsExactly("The build step `python build.py` has no effect: the files that match its outputs are"
                        + " those of the sources");
    }

    @Test
    void warnsOfSkippedSteps() throws IOException {
        FileTree tree = run(BuildSteps.Handling.SKIP, script("build.py", "", "static/**"));

        assertThat(tree.entries()).containsKey("shop.py");
        Golden.assertMatches("buildstep/skipped.txt", String.join("\n", progress.warnings()));
    }

    @Test
    void failsWithTheEndOfTheLog() {
        String code = "import sys\nfor n in range(40): print('line', n)\nsys.exit('SECRET_KEY is not set')";
        Golden.assertMatches("buildstep/failed.txt", error(script("build.py", code, "static/**")));
        assertThat(folder.resolve("target/steps/step-1.log")).content().startsWith("line 0\n");
    }

    @Test
    void reportsAFailedUseOfTheNetwork() {
        String code = "import sys; sys.exit('Could not resolve host: registry.example.org')";
        Golden.assertMatches("buildstep/offline.txt", error(script("build.py", code, "static/**")));
    }

    @Test
    void failsIfAnOutputMatchesNoFile() {
        String code = "print('0 static files copied'); open('other.txt', 'w').close()";
        Golden.assertMatches("buildstep/nothing-written.txt", error(script("build.py", code, "static/**")));
    }

    @Test
    void failsAfterItsTime() throws IOException {
        sources.add(
                "build.py", ByteSource.of("import threading; print('waiting', flush=True); threading.Event().wait()"));
        StepDeclaration.Limits limits = new StepDeclaration.Limits(Duration.ofSeconds(1), false);
        StepDeclaration step =
                new StepDeclaration("python build.py", List.of("a"), Optional.empty(), "", Map.of(), limits);

        // what the process wrote before its end depends on the speed of the machine
        Golden.assertMatches("buildstep/timeout.txt", error(step).replaceAll("\n    \\| waiting", ""));
    }

    @Test
    void failsWithoutTheProgram() {
        Golden.assertMatches("buildstep/no-program.txt", error(step("no-such-bundler build", "dist/**")));
    }

    @Test
    void failsWithoutTheFolder() {
        StepDeclaration step = new StepDeclaration(
                "npm run build", List.of("dist/**"), Optional.of(folder.resolve("frontend")), "", Map.of(), LIMITS);
        Golden.assertMatches("buildstep/no-folder.txt", error(step));
    }

    @Test
    void failsWithoutPython() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> BuildSteps.host(
                        Interpreters.of(Map.of("PATH", "", "HOME", folder.toString())),
                        new HostPython().host(progress).archive()));

        Golden.assertMatches("buildstep/no-python.txt", error.getMessage().replace(python.series(), "X.Y"));
    }

    @Test
    void refusesDeclarationsThatCannotRun() {
        List<String> errors = new ArrayList<>();
        StepDeclaration.Limits none = new StepDeclaration.Limits(Duration.ZERO, false);
        List<Runnable> declarations = List.of(
                () -> step(" ", "static/**"),
                () -> step("npm run build"),
                () -> step("npm run 'build", "dist/**"),
                () -> new StepDeclaration("npm run build", List.of("dist/**"), Optional.empty(), "", Map.of(), none));
        for (Runnable declaration : declarations) {
            errors.add(
                    catchThrowableOfType(UserException.class, declaration::run).getMessage());
        }
        Golden.assertMatches("buildstep/declarations.txt", String.join("\n\n", errors));
    }
}
