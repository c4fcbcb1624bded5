package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.app.task.VerifyApp.Mode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAppTest {

    private static final String ANSWERS = """
            import os
            def app(environ, start_response):
                status = os.environ.get("ANSWER", "200 OK")
                if status == "raise":
                    raise KeyError("SECRET_KEY")
                start_response(status, [("Content-Type", "text/plain")])
                return [environ["PATH_INFO"].encode()]
            """;
    private static final Interpreters LOCAL = Interpreters.of(System.getenv());

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void bootsTheArchiveAndTellsTheStatus() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        verify(archive, Map.of("ANSWER", "204 No Content"));

        assertThat(progress.steps()).hasSize(1);
        assertThat(progress.steps().get(0))
                .startsWith("Booted `shop.pywar` on cpython ")
                .endsWith("GET /health → 204");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void warnsOfAServerError() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        verify(archive, Map.of("ANSWER", "503 Service Unavailable"));

        assertThat(progress.warnings()).hasSize(1);
        assertThat(progress.warnings().get(0)).contains("GET /health → 503");
    }

    @Test
    void failsWhenAnExceptionLeavesTheApplication() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        assertThatThrownBy(() -> verify(archive, Map.of("ANSWER", "raise")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "`shop.pywar` does not work: an exception left the application at /health\n    | ")
                .hasMessageContaining("KeyError: 'SECRET_KEY'");
    }

    @Test
    void failsWhenTheEntryDoesNotImport() throws IOException {
        Path archive = TestArchive.of(local(), "import nowhere\n").withServer().write(file());

        assertThatThrownBy(() -> verify(archive, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("`shop.pywar` does not work: its entry `main:app` does not import\n")
                .hasMessageContaining("fix:      the archive has no module `nowhere`")
                .hasMessageNotContaining("_pywar/");
    }

    @Test
    void saysWhereABuildGivesTheEntryItsVariables() throws IOException {
        Path archive = TestArchive.of(local(), "import os; os.environ['SECRET_KEY']\n")
                .withServer()
                .write(file());

        assertThatThrownBy(() -> verify(archive, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("KeyError: 'SECRET_KEY'")
                .hasMessageEndingWith("\nhint: in a build such a variable stands in <verifyEnvironment>");
    }

    @Test
    void failsWhenThereIsNoAnswerInTime() throws IOException {
        Path archive = TestArchive.of(
                        local(), "import sys; sys.stdin.read(); import threading; threading.Event().wait()\n")
                .withServer()
                .write(file());
        VerifyApp.Request request =
                new VerifyApp.Request(archive, Mode.AUTO, "/", Map.of(), Duration.ofSeconds(2), folder.resolve("u"));

        assertThatThrownBy(() -> new VerifyApp(LOCAL, progress).run(request))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no answer within 2 s")
                .hasMessageContaining("hint: or give it more time: <verifyTimeout>");
    }

    @Test
    void importsAnArchiveThatBringsNoServer() throws IOException {
        verify(TestArchive.of(local(), ANSWERS).write(file()), Map.of());

        assertThat(progress.steps().get(0)).startsWith("Imported `shop.pywar` on cpython ");
    }

    @Test
    void unpacksOnlyWhereItIsToldTo() throws IOException {
        verify(TestArchive.of(local(), ANSWERS).withServer().write(file()), Map.of());

        assertThat(folder.resolve("unpacked")).isNotEmptyDirectory();
    }

    @Test
    void checksTheFilesWhereNoPythonFits() throws IOException {
        verify(TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file()), Map.of());

        assertThat(progress.warnings()).hasSize(1);
        assertThat(progress.warnings().get(0))
                .matches("Not booted: no Python of this machine fits cpython 3.11 on linux-s390x\\."
                        + " Its \\d+ files match their record\\.");
    }

    @Test
    void findsADamagedFileWithoutPython() throws IOException {
        Path archive =
                TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file(), Map.of("app/main.py", "x", "new", "y"));

        Golden.assertMatches("task/verify-damaged.txt", refusal(archive, Mode.AUTO));
    }

    @Test
    void refusesAnArchiveWithoutItsRecord() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file());
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            Files.delete(zip.getPath("META-INF/pywar/RECORD"));
        }

        Golden.assertMatches("task/verify-no-record.txt", refusal(archive, Mode.AUTO));
    }

    @Test
    void failsWithoutAPythonWhereOneIsRequired() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file());

        Golden.assertMatches("task/verify-required.txt", refusal(archive, Mode.REQUIRED));
    }

    @Test
    void doesNothingWhenItIsSkipped() {
        VerifyApp.Request request = request(folder.resolve("missing.pywar"), Mode.SKIP, Map.of());

        assertThatCode(() -> new VerifyApp(LOCAL, progress).run(request)).doesNotThrowAnyException();
    }

    @Test
    void refusesAFileThatIsNoArchive() throws IOException {
        Path zip = Files.writeString(file(), "no zip");

        Golden.assertMatches("task/verify-foreign.txt", refusal(zip, Mode.AUTO));
    }

    private String refusal(Path archive, Mode mode) {
        VerifyApp task = new VerifyApp(LOCAL, progress);
        return catchThrowableOfType(UserException.class, () -> task.run(request(archive, mode, Map.of())))
                .getMessage();
    }

    private void verify(Path archive, Map<String, String> environment) throws IOException {
        new VerifyApp(LOCAL, progress).run(request(archive, Mode.AUTO, environment));
    }

    @Test
    void refusesWhatCannotBeRequested() {
        UserException space = catchThrowableOfType(UserException.class, () -> request("/a page", 60));
        UserException timeout = catchThrowableOfType(UserException.class, () -> request("/", 0));

        Golden.assertMatches("task/verify-request.txt", space.getMessage() + "\n" + timeout.getMessage());
    }

    private VerifyApp.Request request(String path, int seconds) {
        return new VerifyApp.Request(file(), Mode.AUTO, path, Map.of(), Duration.ofSeconds(seconds), folder);
    }

    private VerifyApp.Request request(Path archive, Mode mode, Map<String, String> environment) {
        return new VerifyApp.Request(
                archive, mode, "/health", environment, Duration.ofSeconds(60), folder.resolve("unpacked"));
    }

    private Path file() {
        return folder.resolve("shop.pywar");
    }

    private static Interpreter local() {
        Optional<Interpreter> python = LOCAL.first();
        assumeTrue(python.isPresent(), "needs a python3 on the PATH");
        return python.get();
    }
}
