package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.app.server.BindAddress;
import io.github.pywar.app.server.ServerEnvironment;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The development server on a real terminal. */
class RunSourcesTest {

    private static final String APPLICATION = """
            import os
            import prices

            def app(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [("%s %s %d %s" % (prices.TOTAL, os.environ["ROLE"], os.getpid(), os.getcwd())).encode()]
            """;
    private static final String SERVED = "pywar: shop:app on http://127\\.0\\.0\\.1:\\d+ by waitress";

    @TempDir
    Path project;

    private int port;

    @BeforeEach
    void writeProject() throws IOException {
        write("src/shop.py", APPLICATION);
        write("src/prices.py", "TOTAL = 1\n");
        write("shop.env", "ROLE=developer\n");
        write("tests/test_prices.py", """
                import unittest, prices
                class Prices(unittest.TestCase):
                    def test_total(self): self.assertLess(prices.TOTAL, 3)
                """);
        write("tests/test_other.py", """
                import unittest
                class Other(unittest.TestCase):
                    def test_nothing(self): pass
                """);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @Test
    void servesChangedSources() throws Exception {
        try (Terminal terminal = start()) {
            terminal.await("keys: r restarts, t runs the tests, q quits");
            terminal.await(SERVED);
            assertThat(answer("1 ")).startsWith("1 developer ").endsWith(" " + project.resolve("src"));
            terminal.await("127\\.0\\.0\\.1 \"GET /\" 200 \\d+ ms");

            write("src/prices.py", "TOTAL = 2\n");
            terminal.await("Restart: prices\\.py changed");
            assertThat(answer("2 ")).startsWith("2 developer ");
            assertThat(terminal.await("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0\\s"))
                    .contains("Running test_prices")
                    .doesNotContain("test_other");

            write("src/prices.py", "TOTAL = (\n");
            terminal.await("SyntaxError");
            terminal.await("The application ended with status 1\\. It starts again when a file changes\\.");
            assertThat(status()).isEqualTo(503);
            write("shop.env", "ROLE=tester\n");
            write("src/prices.py", "TOTAL = 3\n");
            assertThat(answer("3 ")).startsWith("3 tester ");

            terminal.type("r");
            terminal.await("Restart: restart requested");
            terminal.await(SERVED);
            terminal.type("t");
            terminal.await("Tests run: 2, Failures: 1");
            terminal.await("There are test failures");
            String pid = answer("3 ").split(" ")[2];
            terminal.type("q");

            assertThat(terminal.end()).isZero();
            assertEnded(pid);
        }
    }

    /** The debugger must be in the worker of gunicorn: its main process runs no request. */
    @Test
    void debugsTheWorkerOfGunicorn() throws Exception {
        write("src/debugpy.py", "import os\n\ndef listen(address):\n    print('listens in', os.getpid(), address)\n");
        write("src/waitress.py", "");
        write("src/gunicorn/__init__.py", "");
        write("src/gunicorn/app/__init__.py", "");
        write("src/gunicorn/app/wsgiapp.py", """
                import os, sys

                class WSGIApplication:
                    def __init__(self, usage):
                        pass

                    def load(self):
                        print("loads in", os.getpid())

                    def run(self):
                        print("main process", os.getpid(), " ".join(sys.argv), flush=True)
                        worker = os.fork()
                        if not worker:
                            self.load()
                            sys.stdout.flush()
                            os._exit(0)
                        os.waitpid(worker, 0)
                """);
        String settings =
                "{'directory': '%s', 'debugPort': 5678, 'interface': 'wsgi', 'server': 'gunicorn', 'text': 'shop:app', "
                        + "'entry': {'module': 'shop', 'attribute': 'app', 'factory': False}, 'host': '127.0.0.1', 'port': %d, "
                        + "'arguments': []}";
        String program = "import importlib.util, sys; sys.path.insert(0, '%s'); "
                + "spec = importlib.util.spec_from_file_location('develop', 'src/main/resources/io/github/pywar/app/development/develop.py'); "
                + "develop = importlib.util.module_from_spec(spec); spec.loader.exec_module(develop); "
                + "develop.server.interface = 'wsgi'; develop.server.socket = 3; develop.check = lambda *given: True; develop.main("
                + settings
                + ")";
        Path sources = project.resolve("src");

        String output = PythonRun.of(
                        python().executable(),
                        List.of("-c", String.format(program, sources, sources, port)),
                        System.getenv())
                .finish(Duration.ofMinutes(1))
                .output();

        Matcher worker = Pattern.compile("listens in (\\d+) .*\\R(?:.*\\R)?loads in (\\d+)")
                .matcher(output);
        assertThat(worker.find()).as(output).isTrue();
        assertThat(worker.group(1)).isEqualTo(worker.group(2));
        assertThat(output).containsPattern("main process (?!" + worker.group(1) + " )\\d+ .*--timeout 0");
    }

    @Test
    void leavesNothingAfterAnInterruption() throws Exception {
        try (Terminal terminal = start()) {
            terminal.await(SERVED);
            String pid = answer("1 ").split(" ")[2];

            terminal.type("\u0003");

            assertThat(terminal.end()).isEqualTo(130);
            assertEnded(pid);
        }
    }

    @Test
    void leavesNothingAfterAKill() throws Exception {
        try (Terminal terminal = start()) {
            terminal.await(SERVED);
            String pid = answer("1 ").split(" ")[2];

            terminal.program().destroyForcibly();

            assertThat(terminal.end()).isEqualTo(137);
            assertEnded(pid);
        }
    }

    @Test
    void reportsWhatTheProjectLacks() throws IOException {
        DevelopmentRequest debugged = request(OptionalInt.of(port + 1));
        DevelopmentRequest untested = request(OptionalInt.empty());

        Golden.assertMatches(
                "development/lacks.txt",
                message(() -> new RunSources(debugged, new TestProgress()).run())
                        + "\n\n"
                        + message(() -> new DevelopmentRequest(
                                untested.entry(),
                                untested.server(),
                                untested.environment(),
                                new DevelopmentRequest.Options(
                                        untested.options().address(),
                                        untested.options().variables(),
                                        List.of(),
                                        OptionalInt.empty(),
                                        true,
                                        false),
                                Optional.empty(),
                                untested.directory(),
                                untested.work())));
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket used = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(used.isBound()).isTrue();
            assertThatThrownBy(() -> new RunSources(request(OptionalInt.empty()), new TestProgress()).run())
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("Port " + port + " of 127.0.0.1 cannot be used: ");
        }
    }

    private String message(Executable call) {
        return catchThrowableOfType(UserException.class, call::execute).getMessage();
    }

    private DevelopmentRequest request(OptionalInt debugPort) throws IOException {
        return DevelopmentProgram.request(
                project,
                python(),
                new DevelopmentRequest.Options(
                        BindAddress.loopback(port),
                        new ServerEnvironment(System.getenv(), Map.of("ROLE", "test"), Optional.empty()),
                        List.of(),
                        debugPort,
                        false,
                        false));
    }

    private Terminal start() throws IOException {
        return Terminal.start(python().executable(), DevelopmentProgram.command(project, python(), port));
    }

    private int status() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        return connection.getResponseCode();
    }

    /** Requests the page until it begins with a text. No connection is refused, also not during a restart. */
    private String answer(String begin) throws ConnectException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        String last = "";
        while (!last.startsWith(begin)) {
            assertThat(System.nanoTime()).as("answer `%s`", last).isLessThan(end);
            try {
                last = new String(
                        URI.create("http://127.0.0.1:" + port + "/")
                                .toURL()
                                .openStream()
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
            } catch (ConnectException refused) {
                throw refused;
            } catch (IOException failedImport) {
                last = "";
            }
        }
        return last;
    }

    private static void assertEnded(String pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isPresent()) {
            process.get().onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Interpreter python() {
        Optional<Interpreter> python = Interpreters.of(System.getenv()).first();
        assumeTrue(python.isPresent(), "needs a python3 on the PATH");
        return python.get();
    }
}
