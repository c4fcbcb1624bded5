package io.github.pywar.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.app.check.TestArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class StartServerTest {

    /** Answers its process ids: its own, and that of a child in a session of its own. */
    private static final String APPLICATION = """
            import os, subprocess, sys
            child = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"],
                                     start_new_session=True)
            print("ready as", os.environ.get("ROLE"), flush=True)
            def app(environ, start_response):
                start_response(os.environ.get("ANSWER", "200 OK"), [("Content-Type", "text/plain")])
                return [("%d %d %s" % (os.getpid(), child.pid, os.environ.get("ROLE"))).encode()]
            """;

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void startsAndStopsTheArchiveWithItsDescendants() throws Exception {
        ServerRequest request = request(APPLICATION, Map.of("ROLE", "test"));
        RunningServer server = new StartServer(request, progress).run();
        List<String> answer = List.of(get(server).split(" "));
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
        assertThat(answer.get(2)).isEqualTo("test");

        server.stop(progress);

        assertEnded(answer.get(0), answer.get(1));
        assertThat(request.pidFile()).doesNotExist();
        assertThat(request.log()).content().contains("ready as test");
        assertThat(progress.steps()).hasSize(2);
        assertThat(progress.steps().get(0)).startsWith("Started `shop.pywar` on cpython ");
        assertThat(progress.steps().get(1)).startsWith("Stopped `shop.pywar` on " + server.url());
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void usesTheConfiguredPortAgainAfterAStop() throws IOException {
        int port = BindAddress.freePort();
        ServerRequest request = request(archive(APPLICATION), OptionalInt.of(port), page("/", 60), Optional.empty());
        for (int run = 0; run < 2; run++) {
            RunningServer server = new StartServer(request, progress).run();
            assertThat(get(server)).isNotEmpty();
            server.stop(progress);
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void readsTheEnvironmentFile() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.env"), "ROLE=file\n");
        ServerRequest request = request(archive(APPLICATION), OptionalInt.empty(), page("/", 60), Optional.of(file));

        RunningServer server = new StartServer(request, progress).run();
        String answer = get(server);
        server.stop(progress);

        assertThat(answer).endsWith(" file");
    }

    @Test
    void startsFromANewlyUnpackedArchiveEachTime() throws IOException {
        String counter = """
                import os
                file = os.path.join(os.path.dirname(__file__), "visits")
                count = len(open(file).read()) if os.path.exists(file) else 0
                open(file, "a").write("x")
                def app(environ, start_response):
                    start_response("200 OK", [("Content-Type", "text/plain")])
                    return [str(count).encode()]
                """;
        for (int run = 0; run < 2; run++) {
            RunningServer server = new StartServer(request(counter, Map.of()), progress).run();
            assertThat(get(server)).isEqualTo("0");
            server.stop(progress);
        }
    }

    @Test
    void endsWithTheProcessThatStartedIt() throws Exception {
        Process program = program();
        List<String> answer = List.of(get(port(program)).split(" "));

        program.destroyForcibly().waitFor();

        assertEnded(answer.get(0), answer.get(1));
    }

    @Test
    void endsAServerThatAKilledBuildLeft() throws Exception {
        Process program = program();
        List<String> answer = List.of(get(port(program)).split(" "));
        program.descendants()
                .filter(one -> one.children().anyMatch(child -> child.pid() == Long.parseLong(answer.get(0))))
                .findFirst()
                .orElseThrow()
                .destroyForcibly();
        program.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(Long.parseLong(answer.get(0)))).isPresent();

        RunningServer server =
                new StartServer(ServerProgram.request(archive(APPLICATION), folder, Map.of()), progress).run();
        server.stop(progress);

        assertEnded(answer.get(0));
        ProcessHandle.of(Long.parseLong(answer.get(1))).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void refusesASecondServerOfTheSameRecord() throws Exception {
        Process program = program();
        List<String> answer = List.of(get(port(program)).split(" "));
        ServerRequest request = ServerProgram.request(archive(APPLICATION), folder, Map.of());

        Golden.assertMatches("server/in-use.txt", message(request));

        program.getOutputStream().close();
        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertEnded(answer.get(0), answer.get(1));
    }

    @Test
    void reportsAServerThatEndsEarly() throws Exception {
        RunningServer server = new StartServer(request(APPLICATION, Map.of()), progress).run();
        String pid = get(server).split(" ")[0];
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        assertEnded(pid);

        server.stop(progress);

        assertThat(progress.warnings()).hasSize(1);
        assertThat(progress.warnings().get(0)).contains(" ended before it was stopped, with status 137\n    | ");
    }

    @Test
    void reportsWhyTheArchiveDoesNotStart() throws IOException {
        ServerRequest broken = request("import nowhere\n", Map.of());
        ServerRequest other = request("async def app(scope, receive, send): pass\n", Map.of());
        ServerRequest variable = request("import os; os.environ['SECRET_KEY']\n", Map.of());
        ServerRequest failing = request(
                archive(APPLICATION.replace("\"200 OK\"", "\"503 Busy\"")),
                OptionalInt.empty(),
                page("/health", 3),
                Optional.empty());
        ServerRequest endless = request(
                archive("import threading; threading.Event().wait()\n"),
                OptionalInt.empty(),
                page("/", 3),
                Optional.empty());

        Golden.assertMatches(
                "server/not-started.txt",
                String.join(
                        "\n\n",
                        message(broken),
                        message(other),
                        message(variable),
                        message(failing),
                        message(endless)));
    }

    @Test
    void reportsInvalidRequests() throws IOException {
        Path archive = archive(APPLICATION);
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServerRequest request =
                    request(archive, OptionalInt.of(used.getLocalPort()), page("/", 60), Optional.empty());
            Golden.assertMatches(
                    "server/invalid.txt",
                    String.join(
                            "\n\n",
                            message(request).replace(String.valueOf(used.getLocalPort()), "PORT"),
                            message(() -> request(archive, OptionalInt.of(70_000), page("/", 60), Optional.empty())),
                            message(() -> request(
                                    archive,
                                    OptionalInt.empty(),
                                    page("/", 60),
                                    Optional.of(folder.resolve("missing.env")))),
                            message(() -> RunnableArchive.first(
                                    List.of(TestArchive.of("3.11", "linux-s390x", "")
                                            .write(folder.resolve("arm.pywar"))),
                                    Interpreters.of(System.getenv()))),
                            message(() -> RunnableArchive.first(
                                    List.of(TestArchive.of(local(), "").write(folder.resolve("bare.pywar"))),
                                    Interpreters.of(System.getenv())))));
        }
    }

    private Process program() throws IOException {
        return new ProcessBuilder(ServerProgram.command(archive(APPLICATION), folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process program) throws IOException {
        return Integer.parseInt(
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    private static String get(RunningServer server) throws IOException {
        return get(server.port());
    }

    private static String get(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void assertEnded(String... pids) throws InterruptedException, ExecutionException, TimeoutException {
        for (String pid : pids) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            if (process.isPresent()) {
                process.get().onExit().get(1, TimeUnit.MINUTES);
            }
        }
    }

    private String message(ServerRequest request) {
        return message(() -> new StartServer(request, progress).run());
    }

    private String message(Executable call) {
        return catchThrowableOfType(UserException.class, call::execute)
                .getMessage()
                .replace(folder.toString(), "FOLDER")
                .replaceAll("(?m)^    \\|.*\n", "");
    }

    private ServerRequest request(String application, Map<String, String> variables) throws IOException {
        return ServerProgram.request(archive(application), folder.resolve("server"), variables);
    }

    private ServerRequest request(Path archive, OptionalInt port, AwaitedPage page, Optional<Path> file)
            throws IOException {
        return new ServerRequest(
                RunnableArchive.first(List.of(archive), Interpreters.of(System.getenv())),
                "start-shop",
                port,
                page,
                new ServerEnvironment(System.getenv(), Map.of(), file),
                List.of(),
                folder.resolve("server"));
    }

    private static AwaitedPage page(String path, int seconds) {
        return new AwaitedPage(path, ExpectedStatus.OF_ANY_PAGE, Duration.ofSeconds(seconds));
    }

    /** Each archive has a folder of its own: a request reads it when the server starts. */
    private Path archive(String application) throws IOException {
        Path own = Files.createTempDirectory(folder, "archive");
        return TestArchive.of(local(), application).withServer().write(own.resolve("shop.pywar"));
    }

    private static Interpreter local() {
        Optional<Interpreter> python = Interpreters.of(System.getenv()).first();
        assumeTrue(python.isPresent(), "needs a python3 on the PATH");
        return python.get();
    }
}
