package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.BootChecks;
import io.github.pywar.app.check.BootChecks.Conformance;
import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.app.check.TestArchive;
import io.github.pywar.app.task.VerifyApp.Mode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    private static final String NEVER_READY = "import threading; threading.Event().wait()\n";
    private static final String ENDLESS_OUTPUT = "while True: print('x' * 1000)\n";

    /** The application opens the port itself, and sends headers without an end. */
    private static final String ENDLESS_HEADERS = """
            import socket, sys, threading
            host, _, port = [one for one in sys.argv if ":" in one][0].rpartition("=")[2].rpartition(":")
            with socket.create_server((host, int(port))) as server:
                connection, _ = server.accept()
                connection.sendall(b"HTTP/1.1 200 OK\\r\\n")
                while True:
                    connection.sendall(b"X-More: 1\\r\\n")
                    threading.Event().wait(0.2)
            """;

    private static final String REPORTS = """
            import json, os, sys
            seen = {"environment": dict(os.environ), "directory": os.getcwd(), "path": list(sys.path),
                    "session": os.getsid(0), "process": os.getpid(), "input": sys.stdin.read()}
            with open(os.environ["REPORT"], "w") as stream:
                json.dump(seen, stream)
            def app(environ, start_response):
                start_response("200 OK", [])
                return [b""]
            """;
    private static final Interpreters LOCAL = Interpreters.of(System.getenv());

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void startsTheArchiveAndReportsTheStatus() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        verify(archive, Map.of("ANSWER", "204 No Content"));

        assertThat(progress.steps()).hasSize(1);
        assertThat(progress.steps().get(0))
                .startsWith("Started `shop.pywar` on cpython ")
                .endsWith("GET /health returned 204");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void failsWithAnUnexpectedStatus() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        String named = message(archive, "/health", ExpectedStatus.OF_NAMED_PAGE, "404 Not Found");
        String unnamed = message(archive, "/", ExpectedStatus.OF_ANY_PAGE, "503 Service Unavailable");
        String declared = message(archive, "/", ExpectedStatus.parse("200, 302"), "204 No Content");

        Golden.assertMatches("task/verify-status.txt", String.join("\n\n", named, unnamed, declared));
    }

    /** The first page of a Django project usually reads the database, which the check does not migrate. */
    @Test
    void explainsADatabaseWithoutTables() throws IOException {
        Path archive = TestArchive.of(local(), """
                        import sys
                        def app(environ, start_response):
                            sys.stderr.write("django.db.utils.OperationalError: no such table: books_book\\n")
                            start_response("500 Internal Server Error", [])
                            return [b""]
                        """).withServer().write(file());

        assertThat(message(archive, "/", ExpectedStatus.OF_ANY_PAGE, ""))
                .startsWith("`shop.pywar` does not work: GET / returned 500")
                .contains(
                        "hint: the database of this check has no tables, because migrations run when the archive is deployed:"
                                + " request a page that reads none: <verifyPath>/admin/login/</verifyPath>");
    }

    @ParameterizedTest
    @CsvSource({
        "/, '', 404 Not Found",
        "/, '', 401 Unauthorized",
        "/health, 2xx 3xx, 302 Found",
        "/, 503, 503 Service Unavailable",
        "/, 2xx 500-504, 500 Internal Server Error"
    })
    void passesWithAnExpectedStatus(String path, String expected, String answer) throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());
        ExpectedStatus status =
                expected.isEmpty() ? ExpectedStatus.OF_ANY_PAGE : ExpectedStatus.parse(expected.replace(' ', ','));

        new VerifyApp(LOCAL, progress).run(request(archive, path, status, Map.of("ANSWER", answer)));

        assertThat(progress.steps()).hasSize(1);
        assertThat(progress.steps().get(0)).endsWith("GET " + path + " returned " + answer.substring(0, 3));
    }

    @Test
    void failsIfAnExceptionEscapes() throws IOException {
        Path archive = TestArchive.of(local(), ANSWERS).withServer().write(file());

        assertThatThrownBy(() -> verify(archive, Map.of("ANSWER", "raise")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "`shop.pywar` does not work: an exception escaped from the application at /health\n    | ")
                .hasMessageContaining("KeyError: 'SECRET_KEY'");
    }

    @Test
    void failsIfTheEntryCannotBeImported() throws IOException {
        Path archive = TestArchive.of(local(), "import nowhere\n").withServer().write(file());

        assertThatThrownBy(() -> verify(archive, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("`shop.pywar` does not work: its entry `main:app` cannot be imported\n")
                .hasMessageContaining("fix:      the archive has no module `nowhere`")
                .hasMessageNotContaining("_pywar/");
    }

    @Test
    void reportsAnApplicationOfTheOtherInterface() throws IOException {
        String asynchronous = "async def app(scope, receive, send): pass\n";
        Path served = TestArchive.of(local(), asynchronous).withServer().write(file());
        Path checked = TestArchive.of(local(), asynchronous).write(folder.resolve("bare.pywar"));

        for (Path archive : List.of(served, checked)) {
            assertThatThrownBy(() -> verify(archive, Map.of()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(
                            " does not work: its entry `main:app` does not fit the declared <interface>\n")
                    .hasMessageContaining("declare <interface>asgi</interface> in the POM");
        }
    }

    @Test
    void proposesVerifyEnvironmentForAMissingVariable() throws IOException {
        Path archive = TestArchive.of(local(), "import os; os.environ['SECRET_KEY']\n")
                .withServer()
                .write(file());

        assertThatThrownBy(() -> verify(archive, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("KeyError: 'SECRET_KEY'")
                .hasMessageEndingWith("\nhint: set the variable for this check: <verifyEnvironment>");
    }

    @ParameterizedTest
    @ValueSource(strings = {NEVER_READY, ENDLESS_HEADERS, ENDLESS_OUTPUT})
    void failsWithoutAResponseInTime(String application) throws IOException {
        Path archive = TestArchive.of(local(), application).withServer().write(file());
        VerifyApp.Request request = new VerifyApp.Request(
                archive,
                Mode.AUTO,
                new AwaitedPage("/", ExpectedStatus.OF_ANY_PAGE, Duration.ofSeconds(4)),
                System.getenv(),
                Map.of(),
                folder.resolve("u"),
                BootChecks.DEFAULT);

        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatThrownBy(() -> new VerifyApp(LOCAL, progress).run(request))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("no response within 4 s")
                        .hasMessageContaining("hint: or allow more time: <verifyTimeout>"));
    }

    @Test
    void failsIfAnImportDoesNotEnd() throws IOException {
        Path archive = TestArchive.of(local(), NEVER_READY).write(file());
        VerifyApp.Request request = new VerifyApp.Request(
                archive,
                Mode.AUTO,
                new AwaitedPage("/", ExpectedStatus.OF_ANY_PAGE, Duration.ofSeconds(4)),
                System.getenv(),
                Map.of(),
                folder.resolve("u"),
                BootChecks.DEFAULT);

        assertThatThrownBy(() -> new VerifyApp(LOCAL, progress).run(request))
                .hasMessageContaining("its check did not end within 4 s");
    }

    @Test
    void hidesTheEnvironmentOfTheBuild() throws IOException {
        Path archive = TestArchive.of(local(), REPORTS).withServer().write(file());
        Map<String, String> build = new HashMap<>(System.getenv());
        build.putAll(Map.of(
                "AWS_SECRET_ACCESS_KEY",
                "1",
                "PGPASSWORD",
                "1",
                "MAVEN_OPTS",
                "1",
                "SSH_AUTH_SOCK",
                "1",
                "PYTHONPATH",
                Path.of("src/test/python").toAbsolutePath().toString(),
                "PYTHONSTARTUP",
                "1",
                "LC_TIME",
                "C",
                "TZ",
                "UTC"));
        build.put("GITHUB_TOKEN", "1");
        build.put("HOME", "/nonexistent");

        JsonNode seen = reportOf(archive, build);

        assertThat(names(seen.path("environment")))
                .contains("PATH", "HOME", "LC_TIME", "TZ", "REPORT")
                .allMatch(name -> name.matches("PATH|LD_LIBRARY_PATH|HOME|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|REPORT|PWD"
                        + "|PYTHONIOENCODING|PYTHONUNBUFFERED|PYWAR_.*"));
        assertThat(Path.of(seen.at("/environment/HOME").asText())).isEmptyDirectory();
        assertThat(seen.path("input").asText()).isEmpty();
        assertThat(seen.path("session").asLong())
                .isEqualTo(seen.path("process").asLong())
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void runsTheArchiveAwayFromTheProject() throws IOException {
        Path archive = TestArchive.of(local(), REPORTS).withServer().write(file());

        JsonNode seen = reportOf(archive, System.getenv());

        Path project = Path.of("").toAbsolutePath();
        assertThat(seen.path("directory").asText())
                .startsWith(folder.resolve("unpacked").toString())
                .endsWith("/app");
        assertThat(seen.path("path")).extracting(JsonNode::asText).doesNotContain("", ".", project.toString());
    }

    @Test
    void startsWithAnEmptyHomeEachTime() throws IOException {
        Path archive = TestArchive.of(local(), REPORTS).withServer().write(file());
        Path left = Files.createDirectories(folder.resolve("unpacked/home/.config/shop"));
        Files.writeString(left.resolve("settings"), "of an earlier run");

        reportOf(archive, System.getenv());

        assertThat(folder.resolve("unpacked/home")).isEmptyDirectory();
    }

    private JsonNode reportOf(Path archive, Map<String, String> build) throws IOException {
        Path report = folder.resolve("report.json");
        new VerifyApp(LOCAL, progress)
                .run(new VerifyApp.Request(
                        archive,
                        Mode.REQUIRED,
                        new AwaitedPage("/", ExpectedStatus.OF_NAMED_PAGE, Duration.ofSeconds(60)),
                        build,
                        Map.of("REPORT", report.toString()),
                        folder.resolve("unpacked"),
                        BootChecks.DEFAULT));
        return Json.read(Files.readAllBytes(report), "report");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void runsTheApplicationWithoutNetwork() throws IOException {
        String connects = """
                import os, socket
                try:
                    socket.create_connection(("127.0.0.1", int(os.environ["SERVICE"])), 5)
                    result = "connected"
                except OSError as problem:
                    result = str(problem)
                open(os.environ["REPORT"], "w").write(result)
                if result != "connected" and "REQUIRED" in os.environ:
                    raise SystemExit(result)
                """ + ANSWERS;
        Path archive = TestArchive.of(local(), connects).withServer().write(file());
        Path report = folder.resolve("report");
        try (ServerSocket service = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Map<String, String> environment =
                    Map.of("SERVICE", String.valueOf(service.getLocalPort()), "REPORT", report.toString());
            new VerifyApp(LOCAL, progress).run(request(archive, environment, BootChecks.DEFAULT));
            assumeTrue(
                    progress.steps().stream().noneMatch(step -> step.contains("network namespaces")),
                    "needs a kernel with network namespaces");
            assertThat(report).content().contains("Connection refused");

            Map<String, String> required = new HashMap<>(environment);
            required.put("REQUIRED", "1");
            assertThatThrownBy(() -> new VerifyApp(LOCAL, progress).run(request(archive, required, BootChecks.DEFAULT)))
                    .hasMessageEndingWith("\nhint: this check has no network; if the application needs a service to"
                            + " start: <verifyNetwork>true</verifyNetwork>");
            new VerifyApp(LOCAL, progress).run(request(archive, required, new BootChecks(true, Conformance.SKIP)));
            assertThat(report).content().isEqualTo("connected");
        }
    }

    @Test
    void reportsViolationsOfTheInterface() throws IOException {
        Path wsgi = TestArchive.of(
                        local(), "def app(environ, start):\n    start('200', [('X-A', 'b')])\n    return ['text']\n")
                .write(folder.resolve("wsgi.pywar"));
        Path asgi = TestArchive.of(local(), """
                        async def app(scope, receive, send):
                            if scope["type"] == "http":
                                await receive()
                                headers = [(b"Content-Type", b"text/plain"), ("x", "y"), b"z"]
                                await send({"type": "http.response.start", "status": "200", "headers": headers})
                                await send({"type": "http.response.body", "body": "text", "more_body": 1})
                                await send({"type": "http.response.push"})
                        """).asgi().write(folder.resolve("asgi.pywar"));
        Path silent = TestArchive.of(local(), "async def app(scope, receive, send): pass\n")
                .asgi()
                .write(folder.resolve("silent.pywar"));

        for (Path archive : List.of(wsgi, asgi, silent)) {
            new VerifyApp(LOCAL, progress).run(request(archive, Map.of(), BootChecks.DEFAULT));
        }
        UserException failure = catchThrowableOfType(
                UserException.class,
                () -> new VerifyApp(LOCAL, progress)
                        .run(request(silent, Map.of(), new BootChecks(false, Conformance.FAIL))));

        Golden.assertMatches(
                "task/verify-conformance.txt",
                String.join("\n\n", progress.warnings()) + "\n\n" + failure.getMessage());
    }

    @Test
    void acceptsApplicationsThatFollowTheInterface() throws IOException {
        Path asgi = TestArchive.of(local(), """
                        async def app(scope, receive, send):
                            if scope["type"] == "lifespan":
                                while True:
                                    message = await receive()
                                    await send({"type": message["type"] + ".complete"})
                                    if message["type"] == "lifespan.shutdown":
                                        return
                            await send({"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"b")]})
                            await send({"type": "http.response.body", "body": b"a", "more_body": True})
                            await send({"type": "http.response.body"})
                            assert (await receive())["type"] == "http.request"
                            assert (await receive())["type"] == "http.disconnect"
                        """).asgi().write(folder.resolve("asgi.pywar"));
        Path wsgi = TestArchive.of(local(), ANSWERS).write(file());
        Path django = TestArchive.of(local(), """
                        import sys, types

                        sys.modules["django.core.handlers.asgi"] = types.ModuleType("asgi")

                        async def app(scope, receive, send):
                            if scope["type"] != "http":
                                raise ValueError("Django can only handle ASGI/HTTP connections, not lifespan.")
                            await send({"type": "http.response.start", "status": 200, "headers": [(b"Vary", b"Cookie")]})
                            await send({"type": "http.response.body"})
                        """).asgi().write(folder.resolve("django.pywar"));

        for (Path archive : List.of(asgi, wsgi, django)) {
            new VerifyApp(LOCAL, progress).run(request(archive, Map.of(), new BootChecks(false, Conformance.FAIL)));
        }

        assertThat(progress.warnings()).isEmpty();
    }

    private VerifyApp.Request request(Path archive, Map<String, String> environment, BootChecks checks) {
        return new VerifyApp.Request(
                archive,
                Mode.REQUIRED,
                new AwaitedPage("/", ExpectedStatus.OF_ANY_PAGE, Duration.ofSeconds(60)),
                System.getenv(),
                environment,
                folder.resolve("unpacked-" + archive.getFileName()),
                checks);
    }

    @Test
    void importsAnArchiveWithoutAServer() throws IOException {
        verify(TestArchive.of(local(), ANSWERS).write(file()), Map.of());

        assertThat(progress.steps().get(0)).startsWith("Imported `shop.pywar` on cpython ");
    }

    @Test
    void unpacksIntoTheGivenFolder() throws IOException {
        verify(TestArchive.of(local(), ANSWERS).withServer().write(file()), Map.of());

        assertThat(folder.resolve("unpacked")).isNotEmptyDirectory();
    }

    @Test
    void checksTheFilesIfNoPythonFits() throws IOException {
        verify(TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file()), Map.of());

        assertThat(progress.warnings()).hasSize(1);
        assertThat(progress.warnings().get(0))
                .matches("Not started: no Python on this machine fits cpython 3.11 on linux-s390x\\."
                        + " Its \\d+ files match its RECORD\\.");
    }

    @Test
    void findsADamagedFileWithoutPython() throws IOException {
        Path archive =
                TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file(), Map.of("app/main.py", "x", "new", "y"));

        Golden.assertMatches("task/verify-damaged.txt", message(archive, Mode.AUTO));
    }

    @Test
    void rejectsAnArchiveWithoutRecord() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file());
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            Files.delete(zip.getPath("META-INF/pywar/RECORD"));
        }

        Golden.assertMatches("task/verify-no-record.txt", message(archive, Mode.AUTO));
    }

    @Test
    void failsWithoutARequiredPython() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file());

        Golden.assertMatches("task/verify-required.txt", message(archive, Mode.REQUIRED));
    }

    @Test
    void runsNoOtherPythonThanTheSelectedOne() throws IOException {
        Path archive = TestArchive.of("3.11", "linux-s390x", ANSWERS).write(file());
        Path python = LOCAL.first().orElseThrow().executable();

        UserException refused = catchThrowableOfType(
                UserException.class,
                () -> new VerifyApp(Interpreters.only(python), progress)
                        .run(request(archive, Mode.REQUIRED, Map.of())));

        Golden.assertMatches(
                "task/verify-selected.txt", refused.getMessage().replace(python.toString(), "/opt/python/bin/python3"));
    }

    @Test
    void doesNothingIfSkipped() {
        VerifyApp.Request request = request(folder.resolve("missing.pywar"), Mode.SKIP, Map.of());

        assertThatCode(() -> new VerifyApp(LOCAL, progress).run(request)).doesNotThrowAnyException();
    }

    @Test
    void rejectsAFileThatIsNotAnArchive() throws IOException {
        Path zip = Files.writeString(file(), "no zip");

        Golden.assertMatches("task/verify-foreign.txt", message(zip, Mode.AUTO));
    }

    private String message(Path archive, Mode mode) {
        VerifyApp task = new VerifyApp(LOCAL, progress);
        return catchThrowableOfType(UserException.class, () -> task.run(request(archive, mode, Map.of())))
                .getMessage();
    }

    private void verify(Path archive, Map<String, String> environment) throws IOException {
        new VerifyApp(LOCAL, progress).run(request(archive, Mode.AUTO, environment));
    }

    @Test
    void rejectsAnInvalidRequest() {
        UserException space = catchThrowableOfType(UserException.class, () -> request("/a page", 60));
        UserException timeout = catchThrowableOfType(UserException.class, () -> request("/", 0));

        Golden.assertMatches("task/verify-request.txt", space.getMessage() + "\n" + timeout.getMessage());
    }

    private VerifyApp.Request request(String path, int seconds) {
        return new VerifyApp.Request(
                file(),
                Mode.AUTO,
                new AwaitedPage(path, ExpectedStatus.OF_NAMED_PAGE, Duration.ofSeconds(seconds)),
                Map.of(),
                Map.of(),
                folder,
                BootChecks.DEFAULT);
    }

    private VerifyApp.Request request(Path archive, Mode mode, Map<String, String> environment) {
        return new VerifyApp.Request(
                archive,
                mode,
                new AwaitedPage("/health", ExpectedStatus.OF_NAMED_PAGE, Duration.ofSeconds(60)),
                System.getenv(),
                environment,
                folder.resolve("unpacked"),
                BootChecks.DEFAULT);
    }

    private VerifyApp.Request request(
            Path archive, String path, ExpectedStatus status, Map<String, String> environment) {
        return new VerifyApp.Request(
                archive,
                Mode.AUTO,
                new AwaitedPage(path, status, Duration.ofSeconds(60)),
                System.getenv(),
                environment,
                folder.resolve("unpacked"),
                BootChecks.DEFAULT);
    }

    private String message(Path archive, String path, ExpectedStatus status, String answer) {
        VerifyApp task = new VerifyApp(LOCAL, progress);
        VerifyApp.Request request = request(archive, path, status, Map.of("ANSWER", answer));
        return catchThrowableOfType(UserException.class, () -> task.run(request))
                .getMessage()
                .replaceAll("(?m)^    \\|.*\n", "");
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
