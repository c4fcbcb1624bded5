package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetChoiceTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void usesTheDefaultPlatformAndReportsIt() {
        assertThat(target("3.11", null, null)).hasToString("CPython 3.11 on linux-x86_64 with glibc 2.28");
        assertThat(progress.steps())
                .containsExactly("Building for CPython 3.11 on linux-x86_64 with glibc 2.28 (<platform>, <libc>)");
    }

    @Test
    void reportsNoDeclaredTarget() {
        assertThat(target("3.12.1", "linux-aarch64", "musl-1.2"))
                .hasToString("CPython 3.12.1 on linux-aarch64 with musl 1.2");
        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void detectsThePythonAndReportsIt() throws IOException {
        python("3.9.18");

        assertThat(target("detect", "linux-x86_64", "glibc-2.28").python()).hasToString("3.9");
        assertThat(progress.steps().get(0)).startsWith("Detected Python 3.9 (");
    }

    @Test
    void takesVersionAndPlatformFromBuildDetails() throws IOException {
        Files.writeString(folder.resolve("build-details.json"), """
                {"schema_version": "1.0", "platform": "linux-aarch64", "implementation": {"name": "cpython"},
                 "language": {"version": "3.14", "version_info": {"micro": 2, "releaselevel": "final"}},
                 "abi": {"flags": ["t"], "extension_suffix": ".cpython-314t-aarch64-linux-musl.so"}}
                """);

        assertThat(described("build-details.json", null)).hasToString("CPython 3.14.2t on linux-aarch64 with musl 1.2");
        assertThat(described("build-details.json", "linux-x86_64"))
                .hasToString("CPython 3.14.2t on linux-x86_64 with musl 1.2");
    }

    @Test
    void reportsMissingBuildDetails() {
        UserException error = catchThrowableOfType(UserException.class, () -> described("none.json", null));

        Golden.assertMatches("spec/no-build-details.txt", error.getMessage().replace(folder.toString(), "FOLDER"));
    }

    private TargetEnvironment described(String python, String platform) {
        return new TargetChoice(Optional.of(python), Optional.ofNullable(platform), Optional.empty())
                .described(folder)
                .environment(Interpreters.of(Map.of("PATH", folder.toString())), progress);
    }

    @Test
    void requiresAPythonAndProposesTheLocalOne() throws IOException {
        String without = message(null, null, null);
        python("3.12.4");

        Golden.assertMatches("spec/no-python.txt", without + "\n\n" + message(null, null, null));
    }

    @Test
    void reportsThatNoPythonIsDetected() {
        Golden.assertMatches("spec/nothing-detected.txt", message("detect", null, null));
    }

    @Test
    void rejectsWindows() {
        Golden.assertMatches("spec/windows.txt", message("3.11", "windows-x86_64", null));
    }

    private String message(String python, String platform, String libc) {
        return catchThrowableOfType(UserException.class, () -> target(python, platform, libc))
                .getMessage();
    }

    private TargetEnvironment target(String python, String platform, String libc) {
        TargetChoice choice =
                new TargetChoice(Optional.ofNullable(python), Optional.ofNullable(platform), Optional.ofNullable(libc));
        return choice.target(Interpreters.of(Map.of("PATH", folder.toString())), progress);
    }

    private void python(String version) throws IOException {
        Path file = folder.resolve("python3");
        Files.writeString(
                file, "#!/bin/sh\necho '{\"implementation\": \"cpython\", \"version\": \"" + version + "\"}'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
