package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTargetTest {

    private static final TargetEnvironment ARCHIVE = target("3.11", "linux-x86_64");

    private static TargetEnvironment target(String python, String platform) {
        return TargetEnvironment.of(PythonVersion.parse(python), Platform.parse(platform));
    }

    private static Interpreter python(String version, String platform, String libc) {
        return new Interpreter(Path.of("/usr/bin/python3"), "cpython", version, platform, libc, 64, false);
    }

    @ParameterizedTest
    @CsvSource({
        "3.11.7, linux-x86_64, glibc-2.36, true",
        "3.11.7, linux-x86_64, glibc-2.17, false",
        "3.11.7, linux-x86_64, musl, false",
        "3.11.7, linux-aarch64, glibc-2.36, false",
        "3.12.1, linux-x86_64, glibc-2.36, false",
        "3.11.7, macos-arm64, '', false",
    })
    void usesTheTargetOfTheArchiveIfItsLibrariesRunHere(String version, String platform, String libc, boolean isSame) {
        HostTarget host = HostTarget.of(python(version, platform, libc), ARCHIVE);

        assertThat(host.hasLibrariesOfArchive()).isEqualTo(isSame);
        assertThat(host.target().equals(ARCHIVE)).isEqualTo(isSame);
        assertThat(host.difference().isEmpty()).isEqualTo(isSame);
    }

    @Test
    void reportsAnotherPython() {
        Golden.assertMatches(
                "environment/other-python.txt",
                HostTarget.of(python("3.12.1", "linux-x86_64", "glibc-2.36"), ARCHIVE)
                        .difference()
                        .orElseThrow());
    }

    @Test
    void reportsAnotherMicroVersion() {
        Golden.assertMatches(
                "environment/other-micro.txt",
                HostTarget.of(python("3.11.2", "linux-x86_64", "glibc-2.36"), target("3.11.7", "linux-x86_64"))
                        .difference()
                        .orElseThrow());
    }

    @Test
    void refusesAnOldPython() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> HostTarget.of(python("3.7.16", "linux-x86_64", "glibc-2.36"), ARCHIVE));

        Golden.assertMatches("environment/old-python.txt", error.getMessage());
    }

    @Test
    void explainsAMachineWithoutPython() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> HostTarget.find(Interpreters.of(Map.of("PATH", "/nonexistent")), ARCHIVE));

        Golden.assertMatches("environment/no-python.txt", error.getMessage());
    }
}
