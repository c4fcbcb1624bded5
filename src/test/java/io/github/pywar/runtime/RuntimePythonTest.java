package io.github.pywar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the unittest modules of {@code src/test/python} on every CPython of this machine, two processes at a time. */
class RuntimePythonTest {

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private record Outcome(int code, String output) {}

    @TestFactory
    Stream<DynamicContainer> onEachPython() throws IOException {
        Collection<LocalPythons.Python> pythons = LocalPythons.find();
        Assumptions.assumeFalse(pythons.isEmpty(), "no Python found: apt-get install python3");
        List<String> modules = modules();
        List<DynamicContainer> containers = pythons.stream()
                .map(python -> DynamicContainer.dynamicContainer(
                        python.toString(), tests(python, modules).toList()))
                .toList();
        return containers.stream();
    }

    @AfterAll
    static void stop() {
        POOL.shutdownNow();
    }

    private static List<String> modules() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList();
        }
    }

    /** Too old an interpreter is asked only how it is refused. */
    private static Stream<DynamicTest> tests(LocalPythons.Python python, List<String> modules) {
        return modules.stream()
                .filter(module -> python.runsTheTool() || module.equals("test_refusal"))
                .map(module -> test(python, module));
    }

    private static DynamicTest test(LocalPythons.Python python, String module) {
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> run(python.file(), module), POOL);
        return DynamicTest.dynamicTest(module, () -> {
            Outcome found = outcome.join();
            assertThat(found.code()).as(found.output()).isZero();
        });
    }

    private static Outcome run(Path python, String module) {
        try {
            Process process = new ProcessBuilder(python.toString(), "-B", "-m", "unittest", module)
                    .directory(TESTS.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + python, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
