package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalPythonTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    private static Interpreter python(String version, String platform, String libc) {
        return new Interpreter(Path.of("/opt/python"), "cpython", version, platform, libc, 64, false);
    }

    private static Optional<String> mismatch(String platform, String libc) {
        return LocalPython.of(python("3.11.7", platform, libc), TARGET)
                .orElseThrow()
                .mismatch();
    }

    @Test
    void acceptsPythonOfTheSameMinorVersion() {
        assertThat(LocalPython.of(python("3.11.9", "linux-x86_64", "glibc-2.36"), TARGET))
                .get()
                .extracting(python -> python.environment().toString())
                .isEqualTo("CPython 3.11.9 on linux-x86_64 with glibc 2.36");
        assertThat(LocalPython.of(python("3.12.1", "linux-x86_64", "glibc-2.36"), TARGET))
                .isEmpty();
    }

    @Test
    void rejectsOtherImplementationsAndThreading() {
        assertThat(LocalPython.of(
                        new Interpreter(
                                Path.of("/opt/pypy"), "pypy", "3.11.9", "linux-x86_64", "glibc-2.36", 64, false),
                        TARGET))
                .isEmpty();
        TargetEnvironment freeThreaded =
                TargetEnvironment.of(PythonVersion.parse("3.13t"), Platform.parse("linux-x86_64"));
        assertThat(LocalPython.of(python("3.13.1", "linux-x86_64", "glibc-2.36"), freeThreaded))
                .isEmpty();
    }

    @Test
    void comparesPlatformAndFamilyOfTheLibc() {
        assertThat(mismatch("linux-x86_64", "glibc-2.36")).isEmpty();
        assertThat(mismatch("linux-aarch64", "glibc-2.36"))
                .contains("this machine: linux-aarch64, glibc-2.36, 64 bits");
        assertThat(mismatch("linux-x86_64", "musl")).contains("this machine: linux-x86_64, musl-1.2, 64 bits");
        assertThat(mismatch("macos-arm64", "")).contains("this machine: macos-13-arm64, macos-13.0, 64 bits");
    }

    @Test
    void acceptsMuslForATargetWithMusl() {
        TargetEnvironment alpine = TargetEnvironment.of(
                PythonVersion.parse("3.11"), Platform.parse("linux-x86_64").withLibc(Libc.parse("musl-1.2")));

        assertThat(LocalPython.of(python("3.11.7", "linux-x86_64", "musl"), alpine)
                        .orElseThrow()
                        .mismatch())
                .isEmpty();
    }
}
