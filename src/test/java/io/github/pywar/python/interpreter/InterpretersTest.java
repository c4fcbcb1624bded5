package io.github.pywar.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpretersTest {

    private static final String ANSWERS_AS_3_11 = "echo '{\"implementation\": \"cpython\", \"version\": \"3.11.7\"}'";

    @TempDir
    Path folder;

    @Test
    void readsTheFactsOfAPython() {
        Interpreter python = local();

        assertThat(python.implementation()).isEqualTo("cpython");
        assertThat(python.version()).matches("3\\.\\d+\\.\\d+").startsWith(python.series() + ".");
        assertThat(python.bits()).isIn(32, 64);
        assertThat(python.platform()).matches("(linux|macos|windows)-\\w+");
    }

    @Test
    void findsPythonsOfOneSeries() {
        Interpreter python = local();

        assertThat(Interpreters.of(System.getenv()).ofSeries(python.series()))
                .isNotEmpty()
                .allMatch(found -> found.series().equals(python.series()));
    }

    @Test
    void skipsAProgramThatIsNotPython() throws IOException {
        script("python3", "echo pyenv: python3: command not found; exit 127");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void skipsAProgramWithOtherOutput() throws IOException {
        script("python3", "echo Hello, I am a wrapper");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void skipsPython2() throws IOException {
        script("python", "echo '{\"implementation\": \"cpython\", \"version\": \"2.7.18\"}'");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void findsNothingWithoutPrograms() {
        Interpreters none = Interpreters.of(Map.of("PATH", folder.toString(), "HOME", folder.toString()));

        assertThat(none.first()).isEmpty();
        assertThat(none.ofSeries("3.11")).isEmpty();
    }

    @Test
    void collectsTheOutputOfARun() throws IOException {
        PythonRun.Outcome outcome = run(
                        "import os, sys; sys.stderr.write(os.environ['A']); sys.exit(3)", Map.of("A", "\u00e9"))
                .finish(Duration.ofSeconds(30));

        assertThat(outcome).isEqualTo(new PythonRun.Outcome(3, "\u00e9"));
    }

    @Test
    void endsARunAfterTheTimeout() throws IOException {
        PythonRun.Outcome outcome = run("while 1: pass", Map.of()).finish(Duration.ofMillis(500));

        assertThat(outcome.status()).isEqualTo(-1);
    }

    @Test
    void keepsTheEndOfALongOutput() throws IOException {
        PythonRun.Outcome outcome = run("for n in range(200): print('x' * 100000)\nprint('the end')", Map.of())
                .finish(Duration.ofSeconds(60));

        assertThat(outcome.output()).hasSize(PythonRun.KEPT).endsWith("x\nthe end\n");
    }

    @Test
    void runsInItsOwnSessionWithoutInput() throws IOException {
        PythonRun.Outcome outcome = run(
                        "import os, sys; print(os.getsid(0) == os.getpid(), repr(sys.stdin.read()))", Map.of())
                .finish(Duration.ofSeconds(30));

        assertThat(outcome).isEqualTo(new PythonRun.Outcome(0, "True ''\n"));
    }

    @Test
    void importsNoModuleOfTheDirectoryOfTheBuild() throws IOException {
        Path python = local().executable();
        Files.writeString(folder.resolve("json.py"), "raise SystemExit('poisoned')");
        script("python3", "cd '" + folder + "' && exec '" + python + "' \"$@\"");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isPresent();
    }

    @Test
    void runsTheInterpreterThatAScriptStarts() throws IOException {
        Path python = local().executable();
        script("python3", "exec '" + python + "' \"$@\"");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first())
                .hasValueSatisfying(found -> assertThat(found.executable()).isNotEqualTo(folder.resolve("python3")));
    }

    @ParameterizedTest
    @CsvSource({
        "python.exe, Path, .COM;.EXE;.BAT",
        "python3.exe, PATH, ",
        "python3.11.EXE, Path, .EXE",
        "python3.bat, Path, .COM;.EXE;.BAT;.CMD"
    })
    void findsProgramsBySuffixOnWindows(String file, String path, String suffixes) throws IOException {
        script(file.toLowerCase(Locale.ROOT), ANSWERS_AS_3_11);
        Map<String, String> environment = new HashMap<>(Map.of("OS", "Windows_NT", path, folder.toString()));
        if (suffixes != null) {
            environment.put("PATHEXT", suffixes);
        }

        assertThat(Interpreters.of(environment).ofSeries("3.11")).hasSize(1);
    }

    @Test
    void skipsAFileWithoutSuffixOnWindows() throws IOException {
        script("python3", ANSWERS_AS_3_11);

        assertThat(Interpreters.of(Map.of("OS", "Windows_NT", "Path", folder.toString()))
                        .ofSeries("3.11"))
                .isEmpty();
    }

    @Test
    void findsOnlyTheSelectedPython() throws IOException {
        Path missing = folder.resolve("python3");
        Path present = Interpreters.of(System.getenv()).first().orElseThrow().executable();

        assertThat(Interpreters.only(missing).first()).isEmpty();
        assertThat(Interpreters.only(present).first().map(Interpreter::executable))
                .contains(present);
        assertThat(Interpreters.only(present).ofSeries("3.99")).isEmpty();
        assertThat(Interpreters.only(present).selected()).contains(present);
    }

    @Test
    void findsTheVersionsOfPyenvOnEachSystem() throws IOException {
        script(".pyenv/versions/3.11.7/bin/python", ANSWERS_AS_3_11);
        script(".pyenv/pyenv-win/versions/3.11.9/python.exe", ANSWERS_AS_3_11);

        assertThat(Interpreters.of(Map.of("HOME", folder.toString())).ofSeries("3.11"))
                .extracting(Interpreter::executable)
                .containsExactly(folder.resolve(".pyenv/versions/3.11.7/bin/python"));
        assertThat(Interpreters.of(Map.of("OS", "Windows_NT", "UserProfile", folder.toString()))
                        .ofSeries("3.11"))
                .extracting(Interpreter::executable)
                .containsExactly(folder.resolve(".pyenv/pyenv-win/versions/3.11.9/python.exe"));
    }

    @Test
    void ignoresTheTimeOfTheShimsOfPyenv() {
        Path pyenv = folder.resolve(".pyenv");
        String path = pyenv.resolve("shims") + File.pathSeparator + folder;

        assertThat(Interpreters.of(Map.of("PATH", path, "HOME", folder.toString()))
                        .places())
                .containsExactly(pyenv.resolve("version"), folder, pyenv.resolve("versions"));
    }

    private PythonRun run(String code, Map<String, String> declared) throws IOException {
        CleanEnvironment environment = CleanEnvironment.of(System.getenv(), folder, declared);
        return local().run(List.of("-c", code), environment, folder);
    }

    private static Interpreter local() {
        Optional<Interpreter> python = Interpreters.of(System.getenv()).first();
        assumeTrue(python.isPresent(), "needs a python3 on the PATH");
        return python.get();
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
