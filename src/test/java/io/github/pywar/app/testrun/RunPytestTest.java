package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.base.error.UserException;
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
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a real pytest that fail without a failed test. The machine's pip installs it into {@code target/tools}. */
class RunPytestTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Path TOOLS = Path.of("target", "tools", "pytest").toAbsolutePath();
    private static final Interpreter PYTHON =
            Interpreters.of(System.getenv()).first().orElseThrow();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @BeforeAll
    static void makeEnvironment() throws IOException {
        Path site = TOOLS.resolve(PYTHON.series());
        if (Files.notExists(site.resolve("pytest_cov"))) {
            python("-m", "pip", "install", "-q", "--target", site.toString(), "pytest", "pytest-cov");
        }
        python("-m", "venv", "--without-pip", venv().toString());
        Path libraries = venv().resolve("lib/python" + PYTHON.series() + "/site-packages");
        // reads the .pth files there, too
        Files.writeString(libraries.resolve("tools.pth"), "import site; site.addsitedir('" + site + "')\n");
    }

    private static void python(String... arguments) throws IOException {
        PythonRun.Outcome outcome = PythonRun.of(PYTHON.executable(), List.of(arguments), System.getenv())
                .finish(LONG);
        assertThat(outcome.isSuccess()).as(outcome.output()).isTrue();
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

    @Test
    void aClassThatCannotBeCollectedIsAnError() throws IOException {
        write("src/test/python/test_cart.py", """
                import pytest

                def test_total():
                    pass

                class TestPrices:
                    @pytest.mark.parametrize("price", [1])
                    def test_price(self):
                        pass

                    def test_wrong(self):
                        assert False
                """);

        assertThat(run(List.of())).isEqualTo(new TestSummary(2, 0, 1, 0));
        assertThat(progress.warnings().toString())
                .contains("test_cart.TestPrices.(collection)", "function uses no argument 'price'");
    }

    @Test
    void aFolderWhoseConftestFailsIsAnError() throws IOException {
        write("src/test/python/test_cart.py", "def test_total(): pass\n");
        write("src/test/python/slow/conftest.py", "import missing_library\n");
        write("src/test/python/slow/test_slow.py", "def test_slow(): assert False\n");

        assertThat(run(List.of())).isEqualTo(new TestSummary(2, 0, 1, 0, Set.of("missing_library"), UnrunTests.NONE));
        assertThat(progress.warnings().toString()).contains("No module named 'missing_library'");
    }

    @Test
    void aModuleThatIsNotSelectedMayBeBroken() throws IOException {
        write("src/test/python/test_cart.py", "def test_total(): pass\n");
        write("src/test/python/test_broken.py", "import missing_library\n");

        assertThat(run(List.of(), "test_cart")).isEqualTo(new TestSummary(1, 0, 0, 0));
    }

    @Test
    void aRuleOfAPluginThatFailsTheRunIsAnError() throws IOException {
        write("src/main/python/shop.py", "def total(prices):\n    return sum(prices)\n");
        write("src/test/python/test_cart.py", "import shop\n\ndef test_total(): pass\n");

        assertThatThrownBy(() -> run(List.of("--cov=shop", "--cov-fail-under=100")))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("ended with status 1", "Required test coverage of 100% not reached");
    }

    @Test
    void measuresTheApplicationOnly() throws IOException {
        write("shop/__init__.py", "def total(prices):\n    return sum(prices)\n");
        write("tests/__init__.py", "");
        write("tests/test_cart.py", "import shop\n\ndef test_total(): assert shop.total([1]) == 1\n");
        write(".coveragerc", "[run]\nomit = shop/generated.py\n");
        write("shop/generated.py", "");
        Path report = folder.resolve("target/site/coverage/coverage.xml");

        run(folder, List.of(), Optional.of(report));

        assertThat(Files.readString(report))
                .contains("filename=\"shop/__init__.py\"")
                .doesNotContain("runner", "test_cart", "generated");
    }

    /** The start-up code of coverage measures them. */
    @Test
    void measuresProcessesThatTestsStart() throws IOException {
        write("src/main/python/shop.py", "def total(prices):\n    return sum(prices)\n");
        write("src/test/python/test_shop.py", """
                import subprocess, sys

                def test_total():
                    subprocess.run([sys.executable, "-c", "import sys; sys.path.insert(0, 'src/main/python'); import shop; shop.total([1])"], check=True)
                """);
        write(".coveragerc", "[run]\npatch = subprocess\n");
        Path report = folder.resolve("target/site/coverage/coverage.xml");

        run(folder.resolve("src/main/python"), List.of(), Optional.of(report));

        assertThat(Files.readString(report)).contains("<line number=\"2\" hits=\"1\"/>");
    }

    private TestSummary run(List<String> arguments, String... selection) throws IOException {
        return run(folder.resolve("src/main/python"), arguments, Optional.empty(), selection);
    }

    private TestSummary run(Path sources, List<String> arguments, Optional<Path> coverage, String... selection)
            throws IOException {
        return new RunTests(progress)
                .run(new RunTests.Request(
                        new VirtualEnvironment(venv(), PYTHON, List.of(sources)),
                        TestSuite.find(folder, folder, Optional.empty(), List.of())
                                .orElseThrow(),
                        List.of(sources),
                        new RunTests.Options(
                                List.of(selection), arguments, Map.copyOf(System.getenv()), LONG, coverage),
                        folder.resolve("target/pywar/test"),
                        folder.resolve("target/surefire-reports")));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
