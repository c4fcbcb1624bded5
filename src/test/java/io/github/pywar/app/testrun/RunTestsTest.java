package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Runs of unittest with a real Python, in an environment without packages. */
class RunTestsTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Interpreter PYTHON =
            Interpreters.of(System.getenv()).first().orElseThrow();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private final Map<String, String> variables = new HashMap<>(System.getenv());

    @BeforeAll
    static void makeEnvironment() throws IOException {
        assertThat(PythonRun.of(
                                PYTHON.executable(),
                                List.of("-m", "venv", "--without-pip", venv().toString()),
                                Map.of())
                        .finish(LONG)
                        .isSuccess())
                .isTrue();
    }

    /** JUnit warns of links out of the folder. */
    @AfterAll
    static void removeLinks() throws IOException {
        try (var files = Files.list(venv().resolve("bin"))) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path venv() {
        return shared.resolve("venv");
    }

    @BeforeEach
    void writeTests() throws IOException {
        write(
                "src/main/python/shop.py",
                "def total(prices):\n    return sum(prices)\n\ndef broken():\n    return {}['price']\n");
        write("src/test/python/test_cart.py", """
                import os, sys, unittest
                import shop

                class CartTest(unittest.TestCase):
                    def test_total(self):
                        self.assertEqual(3, shop.total([1, 2]))

                    def test_wrong(self):
                        print("seen \\u00e9 \\x1b[31mred\\x1b[0m \\x00")
                        self.assertEqual(4, shop.total([1, 2]))

                    def test_broken(self):
                        shop.broken()

                    @unittest.skip("no discounts yet")
                    def test_discount(self):
                        pass

                    @unittest.expectedFailure
                    def test_known(self):
                        self.fail()

                    def test_each(self):
                        for price in (1, 2):
                            with self.subTest(price=price):
                                self.assertEqual(1, price)
                """);
        write("src/test/python/unit/__init__.py", "");
        write("src/test/python/unit/test_page.py", """
                import unittest

                class PageTest(unittest.TestCase):
                    def test_page(self):
                        pass
                """);
    }

    @Test
    void reportsResultsInTheStyleOfSurefire() throws IOException {
        TestSummary summary = run();

        assertThat(summary).isEqualTo(new TestSummary(7, 2, 1, 2));
        Golden.assertMatches("testrun/console.txt", log());
    }

    @Test
    void writesReportsForBuildServers() throws Exception {
        write("target/surefire-reports/TEST-removed.xml", "<?xml version=\"1.0\"?>\n<!-- pywar -->\n<testsuite/>");
        write("target/surefire-reports/TEST-com.example.JavaTest.xml", "<testsuite/>");

        run();

        Element suite = xml("TEST-test_cart.xml");
        assertThat(suite.getAttribute("name")).isEqualTo("test_cart");
        assertThat(List.of(
                        suite.getAttribute("tests"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("errors"),
                        suite.getAttribute("skipped")))
                .containsExactly("6", "2", "1", "2");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .isEqualTo("seen \u00e9 red ?\n");
        assertThat(suite.getElementsByTagName("failure").item(1).getTextContent())
                .contains("AssertionError: 4 != 3");
        assertThat(xml("TEST-unit.test_page.xml").getAttribute("tests")).isEqualTo("1");
        assertThat(reports().resolve("TEST-removed.xml")).doesNotExist();
        assertThat(reports().resolve("TEST-com.example.JavaTest.xml")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "test_page, 1",
        "unit.test_page, 1",
        "unit.*, 1",
        "CartTest, 6",
        "test_cart.CartTest, 6",
        "test_cart#test_total, 1",
        "CartTest#test_t*+test_known, 2",
        "'test_c*,!CartTest#test_t*+test_w*', 4",
        "test_total, 1",
        "test_cart.CartTest.test_total, 1",
        "CartTest.test_total, 1",
        "test_cart.CartTest.test_t*, 1",
        "'!test_cart.CartTest.test_total', 6",
        "src/test/python/test_cart.py::CartTest::test_total, 1",
        "'!CartTest', 1",
        "nothing, 0",
    })
    void selectsTests(String patterns, int expected) throws IOException {
        assertThat(run(LONG, patterns.split(",")).run()).isEqualTo(expected);
    }

    @Test
    void reportsModulesThatCannotBeImported() throws IOException {
        write("src/test/python/test_import.py", "import missing_library\n");

        assertThat(run(LONG, "test_page").errors()).isZero();
        assertThat(run(LONG, "test_import").errors()).isEqualTo(1);
        assertThat(log()).contains("ModuleNotFoundError: No module named 'missing_library'");
    }

    @Test
    void reportsFailedFixturesOfClasses() throws IOException {
        write("src/test/python/test_fixture.py", """
                import unittest

                class FixtureTest(unittest.TestCase):
                    @classmethod
                    def setUpClass(cls):
                        raise OSError("no database")

                    def test_one(self):
                        pass
                """);

        TestSummary summary = run(LONG, "test_fixture");

        assertThat(summary).isEqualTo(new TestSummary(1, 0, 1, 0));
        assertThat(log()).contains("  test_fixture.FixtureTest.setUpClass:6 OSError: no database");
    }

    @Test
    void runsTestModulesOfTheSources() throws Exception {
        write("src/main/python/books/__init__.py", "");
        write("src/main/python/books/tests.py", """
                import unittest

                class BookTest(unittest.TestCase):
                    def test_title(self):
                        pass
                """);

        assertThat(run(LONG, "BookTest")).isEqualTo(new TestSummary(1, 0, 0, 0));
        assertThat(xml("TEST-books.tests.xml").getAttribute("tests")).isEqualTo("1");
    }

    @Test
    void namesTestsThatNeedPytest() throws IOException {
        Files.delete(folder.resolve("src/test/python/test_cart.py"));
        Files.delete(folder.resolve("src/test/python/unit/test_page.py"));
        write("src/test/python/test_cart.py", """
                from unittest import TestCase
                from shop import total

                class TestCart:
                    def test_total(self):
                        assert total([1]) == 2

                class CartTests:
                    def test_total(self):
                        assert total([1]) == 2

                def test_main():
                    pass

                def helper():
                    pass
                """);
        write("src/test/python/unit/test_page.py", """
                import functools

                def logged(function):
                    @functools.wraps(function)
                    def call():
                        return function()
                    return call

                @logged
                def test_first(): assert False

                async def test_second(): assert False

                def test_third(): assert False

                def test_fourth(): assert False
                """);
        write("src/test/python/web/test_view.py", "def test_view(): assert False\n");
        write("src/test/python/order_test.py", """
                import unittest

                class OrderTest(unittest.TestCase):
                    def test_order(self):
                        self.fail()
                """);
        write("src/test/python/node_modules/test_other.py", "def test_other(): assert False\n");
        write("src/test/python/test_data.py", "test_numbers = [1, 2]\n");

        TestSummary summary = run();

        assertThat(summary.run()).isZero();
        Golden.assertMatches(
                "testrun/needs-pytest.txt",
                summary.unrun().error().orElseThrow().getMessage());
    }

    @Test
    void namesTestsThatNeedPytestAmongSelectedTestsOnly() throws IOException {
        write("src/test/python/test_other.py", "def test_other(): assert False\n");

        assertThat(run(LONG, "test_cart").unrun().error()).isEmpty();
        assertThat(run(LONG, "test_other").unrun().error())
                .get()
                .asString()
                .contains("`src/test/python/test_other.py`: test_other");
    }

    @Test
    void modulesOfTheSourcesMayHaveNoTestsInSpiteOfTheirName() throws IOException {
        write("src/main/python/test_mail.py", "def test_mail(): pass\n");

        UnrunTests unrun = run(LONG, "test_mail").unrun();

        assertThat(unrun.error()).get().asString().contains("`src/main/python/test_mail.py`: test_mail");
        assertThat(unrun.areAmongTests()).isFalse();
    }

    @Test
    void namesNoBaseClassesAndNoModulesThatCannotBeImported() throws IOException {
        write("src/test/python/test_base.py", """
                import unittest

                class TestBase:
                    def test_each(self):
                        self.assertTrue(self.value)

                class OneTest(TestBase, unittest.TestCase):
                    value = 1

                class Proxy:
                    def __getattr__(self, name):
                        raise RuntimeError("no request")

                TestRequest = test_request = Proxy()
                """);
        write("src/test/python/test_import.py", "import missing_library\n\ndef test_import(): pass\n");

        TestSummary summary = run(LONG, "test_base", "test_import");

        assertThat(summary.run()).isEqualTo(2);
        assertThat(summary.unrun().error()).isEmpty();
    }

    /** The modules of Django that this runner calls, with the calls of `manage.py test`. */
    @Test
    void runsTheTestsOfADjangoProjectWithItsRunner() throws Exception {
        write("src/main/python/manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n");
        write("src/main/python/django/__init__.py", "def setup():\n    print('setup')\n");
        write("src/main/python/django/conf.py", "settings = None\n");
        write("src/main/python/django/test/__init__.py", "");
        write("src/main/python/django/test/utils.py", """
                import os

                def get_runner(settings):
                    return Runner

                class Runner:
                    def __init__(self, verbosity, interactive):
                        assert os.environ["DJANGO_SETTINGS_MODULE"] == "shop.settings"

                    def setup_test_environment(self):
                        os.environ["STEPS"] = "environment"

                    def setup_databases(self):
                        os.environ["STEPS"] += " databases"
                        return "old"

                    def teardown_databases(self, old):
                        assert old == "old"
                        print("no databases")

                    def teardown_test_environment(self):
                        print("no environment")
                """);
        write("src/test/python/test_steps.py", """
                import os, unittest

                class StepsTest(unittest.TestCase):
                    def test_steps(self):
                        self.assertEqual("environment databases", os.environ["STEPS"])
                """);

        assertThat(run(LONG, "StepsTest")).isEqualTo(new TestSummary(1, 0, 0, 0));
        assertThat(Files.readString(folder.resolve("target/pywar/test/output.txt")))
                .contains("setup", "no databases", "no environment");
    }

    @Test
    void explainsACrash() throws Exception {
        write("src/test/python/test_crash.py", """
                import os, signal, unittest

                class CrashTest(unittest.TestCase):
                    def test_crash(self):
                        os.kill(os.getpid(), signal.SIGKILL)
                """);

        UserException error = catchThrowableOfType(UserException.class, () -> run(LONG, "CrashTest"));

        Golden.assertMatches("testrun/crash.txt", shown(error.getMessage()));
        assertThat(xml("TEST-test_crash.xml").getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void endsTestsAndTheirProcessesAfterTheTimeout() throws IOException {
        write("src/test/python/test_slow.py", """
                import subprocess, sys, time, unittest

                class SlowTest(unittest.TestCase):
                    def test_slow(self):
                        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
                        with open("child.txt", "w") as file:
                            file.write(str(child.pid))
                        time.sleep(600)
                """);

        UserException error = catchThrowableOfType(UserException.class, () -> run(Duration.ofSeconds(8), "SlowTest"));

        assertThat(error.getMessage()).startsWith("The tests were ended: the tests did not end within 8 s");
        long child = Long.parseLong(Files.readString(folder.resolve("child.txt")));
        // after its end, the system may list it for a moment
        assertThat(ProcessHandle.of(child).map(ProcessHandle::onExit).orElse(CompletableFuture.completedFuture(null)))
                .succeedsWithin(LONG);
    }

    @Test
    void explainsMissingCoverage() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> new RunTests(progress)
                        .run(request(options(
                                LONG, List.of(), Optional.of(folder.resolve("target/site/coverage/coverage.xml"))))));

        Golden.assertMatches("testrun/no-coverage.txt", error.getMessage());
    }

    @Test
    void runsProgramsOfTheEnvironment() throws IOException {
        write("src/test/python/test_path.py", """
                import os, shutil, sys, unittest

                class PathTest(unittest.TestCase):
                    def test_path(self):
                        self.assertEqual(os.path.dirname(shutil.which("python")), os.path.join(os.environ["VIRTUAL_ENV"], "bin"))
                        self.assertNotIn("PYTHONPATH", os.environ)
                        self.assertEqual("declared", os.environ["SHOP"])
                        self.assertEqual("", sys.stdin.read())
                """);
        variables.put("PYTHONPATH", "/nonexistent");
        variables.put("SHOP", "declared");

        assertThat(run(LONG, "PathTest").isSuccess()).isTrue();
    }

    private TestSummary run() throws IOException {
        return run(LONG);
    }

    private TestSummary run(Duration timeout, String... selection) throws IOException {
        return new RunTests(progress).run(request(options(timeout, List.of(selection), Optional.empty())));
    }

    private RunTests.Options options(Duration timeout, List<String> selection, Optional<Path> coverage) {
        return new RunTests.Options(selection, List.of(), variables, timeout, coverage);
    }

    private RunTests.Request request(RunTests.Options options) throws IOException {
        Path sources = folder.resolve("src/main/python");
        return new RunTests.Request(
                new VirtualEnvironment(venv(), PYTHON, List.of(sources)),
                TestSuite.find(folder, folder, Optional.empty(), List.of(folder.resolve("src/main/python")))
                        .orElseThrow(),
                List.of(sources),
                options,
                folder.resolve("target/pywar/test"),
                reports());
    }

    private Path reports() {
        return folder.resolve("target/surefire-reports");
    }

    private Element xml(String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(reports().resolve(name).toFile())
                .getDocumentElement();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private String log() throws IOException {
        return shown(String.join("\n", progress.steps()) + "\n" + String.join("\n", progress.warnings()));
    }

    private String shown(String text) throws IOException {
        return text.replace(folder.toRealPath().toString(), "/project")
                .replace(folder.toString(), "/project")
                .replaceAll("[0-9]+\\.[0-9]{3} s", "0.001 s")
                .replaceAll("(?m)^ *[~^]+\n", ""); // Python 3.11 and later mark the part of the line
    }
}
