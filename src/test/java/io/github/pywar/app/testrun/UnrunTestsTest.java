package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects of unittest with code that looks like tests in the notation of pytest. */
class UnrunTestsTest {

    private static final Interpreter PYTHON =
            Interpreters.of(System.getenv()).first().orElseThrow();
    private static final String TEST_CASE = """
            import unittest

            class CartTest(unittest.TestCase):
                def test_total(self):
                    pass
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeEnvironment() throws IOException {
        List<String> arguments =
                List.of("-m", "venv", "--without-pip", shared.resolve("venv").toString());
        assertThat(PythonRun.of(PYTHON.executable(), arguments, Map.of())
                        .finish(Duration.ofMinutes(2))
                        .isSuccess())
                .isTrue();
    }

    /** JUnit warns of links out of the folder. */
    @AfterAll
    static void removeLinks() throws IOException {
        try (var files = Files.list(shared.resolve("venv/bin"))) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void namesNoHelpers() throws IOException {
        write("test_cart.py", """
                import contextlib, enum, abc, unittest

                @contextlib.contextmanager
                def test_server():
                    yield 1

                @contextlib.asynccontextmanager
                async def test_client():
                    yield 1

                def test_numbers():
                    yield 1

                def test_file(name):
                    return name

                def test_switch():
                    pass

                test_switch.__test__ = False

                class TestClient:
                    __test__ = False

                    def test_connection(self):
                        pass

                class TestTools:
                    def test_all(self, names):
                        pass

                class TestKind(enum.Enum):
                    SMALL = 1

                    def test_size(self):
                        return 1

                class TestAbstract(abc.ABC):
                    @abc.abstractmethod
                    def value(self):
                        pass

                    def test_value(self):
                        pass
                """ + TEST_CASE);
        write("testutils.py", "def test_client(): pass\n\nclass TestTools:\n    def test_it(self): pass\n");

        assertNamed(1);
    }

    @Test
    void namesNoHelpersOfModulesThatAreNotFound() throws IOException {
        write("test_cart.py", TEST_CASE);
        write("load_test.py", """
                class WebUser(HttpUser):
                    def test_index(self): pass

                class Client:
                    def test_connection(self): pass

                class TestTools:
                    def test_all(self, names): pass

                class TestBase:
                    def test_each(self): pass

                class TestSwitch(TestBase):
                    __test__ = False
                    def test_each(self): pass

                def test_numbers():
                    yield 1

                def test_file(name, encoding="utf-8"): pass
                """);

        assertNamed(1);
    }

    /** A function with arguments is a test if they can be fixtures. */
    @Test
    void namesFunctionsWithFixtures() throws IOException {
        write("test_cart.py", "def test_total(client): pass\n\ndef test_file(tmp_path, count=1): pass\n");
        write(
                "web/view_test.py",
                "def test_view(client): pass\n\nclass TestPage:\n    def test_page(self, tmp_path): pass\n");
        String files = "`src/test/python/test_cart.py`: test_file";

        assertNamed(
                0, files, "`src/test/python/web/view_test.py`, in a folder without `__init__.py`: TestPage.test_page");

        Files.writeString(folder.resolve("pytest.ini"), "[pytest]\n");

        assertNamed(
                0,
                "`src/test/python/test_cart.py`: test_total, test_file",
                "`src/test/python/web/view_test.py`, in a folder without `__init__.py`: test_view, TestPage.test_page");

        Files.delete(folder.resolve("pytest.ini"));
        write("web/conftest.py", "");

        assertNamed(
                0,
                files,
                "`src/test/python/web/view_test.py`, in a folder without `__init__.py`: test_view, TestPage.test_page");
    }

    @Test
    void namesNoTestsThatModulesLoadThemselves() throws IOException {
        write("test_cart.py", """
                import unittest

                def test_total(): pass

                def load_tests(loader, tests, pattern):
                    tests.addTest(unittest.FunctionTestCase(test_total))
                    return tests
                """);
        write("test_other.py", TEST_CASE + """

                def load_tests(loader, tests, pattern):
                    return unittest.TestSuite()
                """);
        write("web/__init__.py", """
                def load_tests(loader, tests, pattern):
                    return loader.loadTestsFromName("web.view_test")
                """);
        write("web/view_test.py", TEST_CASE);

        assertNamed(2);
        assertThat(folder.resolve("target/surefire-reports/TEST-test_cart.xml"))
                .content()
                .contains("name=\"test_total\"");
    }

    @Test
    void namesNoBasesInModulesThatAreOnlyImported() throws IOException {
        write("base_test.py", TEST_CASE + "\nclass OtherTest(unittest.TestCase):\n    def test_other(self): pass\n");
        write("test_cart.py", "import base_test\n\nclass BookTest(base_test.CartTest): pass\n");

        assertNamed(1, "`src/test/python/base_test.py`, whose name does not begin with `test`: OtherTest.test_other");
    }

    @Test
    void modulesBehindALinkAreInItsFolder() throws IOException {
        Path other = Files.createDirectories(folder.resolve("modules/with-a-long-name/that-others-link"));
        Files.writeString(other.resolve("test_cart.py"), TEST_CASE);
        Files.createDirectories(folder.resolve("src/test/python"));
        Files.createSymbolicLink(folder.resolve("src/test/python/test_cart.py"), other.resolve("test_cart.py"));

        assertNamed(1);
    }

    @Test
    void aPipeIsNoModule() throws Exception {
        write("test_cart.py", TEST_CASE);
        Path pipe = folder.resolve("src/test/python/pipe_test.py");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "needs mkfifo");

        assertNamed(1);
    }

    /** A report about tests ends no run. */
    @Test
    void objectsMayAnswerWithErrors() throws IOException {
        write("test_cart.py", TEST_CASE + """

                class Refusal:
                    def __get__(self, one, kind): raise RuntimeError("no settings")

                class TestSettings:
                    test_value = Refusal()

                class Kind(type):
                    def __getattribute__(cls, name): raise RuntimeError("no class")

                class Broken(metaclass=Kind):
                    pass
                """);

        assertNamed(1);
    }

    private void assertNamed(int run, String... modules) throws IOException {
        TestSummary summary = run();
        assertThat(summary.run()).isEqualTo(run);
        assertThat(summary.isSuccess()).isTrue();
        assertThat(summary.unrun().modules()).map(Object::toString).containsExactlyInAnyOrder(modules);
    }

    private TestSummary run() throws IOException {
        Path sources = folder.resolve("src/main/python");
        return new RunTests(new TestProgress())
                .run(new RunTests.Request(
                        new VirtualEnvironment(shared.resolve("venv"), PYTHON, List.of(sources)),
                        TestSuite.find(folder, folder, Optional.empty(), List.of(sources))
                                .orElseThrow(),
                        List.of(sources),
                        new RunTests.Options(
                                List.of(), List.of(), System.getenv(), Duration.ofMinutes(2), Optional.empty()),
                        folder.resolve("target/pywar/test"),
                        folder.resolve("target/surefire-reports")));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("src/test/python").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
