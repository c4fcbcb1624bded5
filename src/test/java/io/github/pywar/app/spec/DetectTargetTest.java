package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectTargetTest {

    private final TestProgress progress = new TestProgress();

    @TempDir
    Path folder;

    @Test
    void printsTheTargetOfAServer() throws IOException {
        detect(
                "motd of the server\n<python>3.11.7</python>\r\n<platform>linux-x86_64</platform>\n<libc>glibc-2.36</libc>\n");

        assertThat(progress.steps())
                .containsExactly(
                        "Target in server.txt:",
                        "<python>3.11.7</python>",
                        "<platform>linux-x86_64</platform>",
                        "<libc>glibc-2.36</libc>");
        assertThat(progress.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3.14 | final     | 1 |   | .cpython-314-x86_64-linux-gnu.so   | 3.14.1  |",
                "3.14 | final     | 0 | t | .cpython-314t-x86_64-linux-gnu.so  | 3.14.0t |",
                "3.15 | candidate | 0 |   | .cpython-315-x86_64-linux-musl.so  | 3.15    | musl-1.2"
            })
    void readsBuildDetails(
            String version, String level, int micro, String flag, String suffix, String python, String libc)
            throws IOException {
        detect("""
                {"schema_version": "1.0", "base_prefix": "../..", "platform": "linux-x86_64",
                 "language": {"version": "%s", "version_info": {"major": 3, "minor": 14, "micro": %d,
                              "releaselevel": "%s", "serial": 0}},
                 "implementation": {"name": "cpython", "hexversion": 51249648},
                 "abi": {"flags": [%s], "extension_suffix": "%s"}}
                """.formatted(version, micro, level, flag == null ? "" : "\"" + flag + "\"", suffix));

        assertThat(progress.steps()).contains("<python>" + python + "</python>", "<platform>linux-x86_64</platform>");
        assertThat(progress.steps().contains("<libc>" + libc + "</libc>")).isEqualTo(libc != null);
    }

    @Test
    void warnsThatTheVersionOfMuslIsNotKnown() throws IOException {
        detect("<python>3.13.1t</python><platform>linux-aarch64</platform><libc>musl</libc>");

        assertThat(progress.steps())
                .contains("<python>3.13.1t</python>", "<platform>linux-aarch64</platform>", "<libc>musl-1.2</libc>");
        assertThat(progress.warnings())
                .containsExactly("Python cannot read the version of musl: `ldd --version` prints it");
    }

    @Test
    void printsTheTargetOfAPythonOfThisMachine() {
        Interpreter python = Interpreters.of(System.getenv()).first().orElseThrow();

        new DetectTarget(progress).run(python);

        assertThat(progress.steps())
                .contains(
                        "<python>" + python.version() + "</python>",
                        "<platform>" + python.platform() + "</platform>",
                        "<libc>" + python.libc() + "</libc>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-target | hello",
                "build-details-pypy | {\"schema_version\": \"1.0\", \"implementation\": {\"name\": \"pypy\"}}",
                "build-details-schema | {\"schema_version\": \"2.0\"}",
                "build-details-damaged | {\"schema_version\":",
                "no-platform | <python>3.11.7</python>",
                "windows | <python>3.11.7</python><platform>windows-AMD64</platform>",
                "old-python | <python>3.6.9</python><platform>linux-x86_64</platform><libc>glibc-2.17</libc>"
            })
    void refusesOtherTexts(String name, String text) {
        UserException error = catchThrowableOfType(UserException.class, () -> detect(text));

        Golden.assertMatches("detect/" + name + ".txt", error.getMessage());
    }

    @Test
    void refusesAMissingFile() {
        Path missing = Path.of("missing.txt");

        UserException error = catchThrowableOfType(UserException.class, () -> new DetectTarget(progress).run(missing));

        Golden.assertMatches("detect/missing.txt", error.getMessage());
    }

    @Test
    void refusesPypy() {
        Interpreter pypy =
                new Interpreter(Path.of("pypy3"), "pypy", "3.10.14", "linux-x86_64", "glibc-2.36", 64, false);

        UserException error = catchThrowableOfType(UserException.class, () -> new DetectTarget(progress).run(pypy));

        Golden.assertMatches("detect/pypy.txt", error.getMessage());
    }

    private void detect(String text) throws IOException {
        new DetectTarget(progress).run(Files.writeString(folder.resolve("server.txt"), text));
    }
}
