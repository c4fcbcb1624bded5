package io.github.pywar.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpretersTest {

    @TempDir
    Path folder;

    @Test
    void asksAPythonWhatItIs() {
        Interpreter python = local();

        assertThat(python.implementation()).isEqualTo("cpython");
        assertThat(python.version()).matches("3\\.\\d+\\.\\d+").startsWith(python.series() + ".");
        assertThat(python.bits()).isIn(32, 64);
        assertThat(python.platform()).matches("(linux|macos|windows)-\\w+");
    }

    @Test
    void findsThoseOfOneSeries() {
        Interpreter python = local();

        assertThat(Interpreters.of(System.getenv()).ofSeries(python.series()))
                .isNotEmpty()
                .allMatch(found -> found.series().equals(python.series()));
    }

    @Test
    void passesOverWhatIsNoPython() throws IOException {
        script("python3", "echo pyenv: python3: command not found; exit 127");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void passesOverWhatAnswersSomethingElse() throws IOException {
        script("python3", "echo Hello, I am a wrapper");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void passesOverAPythonTwo() throws IOException {
        script("python", "echo '{\"implementation\": \"cpython\", \"version\": \"2.7.18\"}'");

        assertThat(Interpreters.of(Map.of("PATH", folder.toString())).first()).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        Interpreters none = Interpreters.of(Map.of("PATH", folder.toString(), "HOME", folder.toString()));

        assertThat(none.first()).isEmpty();
        assertThat(none.ofSeries("3.11")).isEmpty();
    }

    @Test
    void gathersWhatARunWrites() throws IOException {
        PythonRun.Outcome outcome = local().run(
                        List.of("-c", "import os, sys; sys.stderr.write(os.environ['A']); sys.exit(3)"),
                        Map.of("A", "\u00e9"))
                .finish(Duration.ofSeconds(30));

        assertThat(outcome).isEqualTo(new PythonRun.Outcome(3, "\u00e9"));
    }

    @Test
    void endsARunThatTakesTooLong() throws IOException {
        PythonRun.Outcome outcome = local().run(
                        List.of("-c", "import sys; print('up'); sys.stdout.flush(); sys.stdin.read()\nwhile 1: pass"),
                        Map.of())
                .finish(Duration.ofMillis(500));

        assertThat(outcome.status()).isEqualTo(-1);
    }

    private static Interpreter local() {
        Optional<Interpreter> python = Interpreters.of(System.getenv()).first();
        assumeTrue(python.isPresent(), "needs a python3 on the PATH");
        return python.get();
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
