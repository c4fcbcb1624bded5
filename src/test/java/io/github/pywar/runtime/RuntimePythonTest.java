package io.github.pywar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the unittest modules of {@code src/test/python} on every CPython of this machine, two processes at a time.
 *
 * <p>What travels into each server process runs on all of them, the flow of a deployment on the oldest, all of it on
 * the newest; with {@code -Dpywar.proof=true} everything on all, on the newest with many more kills and full disks. What
 * the tests count, they leave in {@code target/runtime-tables}.
 */
class RuntimePythonTest {

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();
    private static final Path TABLES = Path.of("target/runtime-tables").toAbsolutePath();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private static final boolean PROOF = Boolean.getBoolean("pywar.proof");
    private static final Set<String> EVERYWHERE = Set.of(
            "test_refusal",
            "test_gate",
            "test_fixup",
            "test_envfile",
            "test_files",
            "test_errors",
            "test_tool",
            "test_cache",
            "test_cache_trust",
            "test_uwsgi");

    private record Outcome(int code, String output) {}

    @TestFactory
    Stream<DynamicContainer> onEachPython() throws IOException {
        Collection<LocalPythons.Python> pythons = LocalPythons.find();
        Assumptions.assumeFalse(pythons.isEmpty(), "no Python found: apt-get install python3");
        List<String> modules = modules();
        IntSummaryStatistics minors = pythons.stream()
                .filter(LocalPythons.Python::runsTheTool)
                .mapToInt(LocalPythons.Python::minor)
                .summaryStatistics();
        // as a list, so that all processes are on their way before the first result is waited for
        List<DynamicContainer> containers = pythons.stream()
                .map(python -> DynamicContainer.dynamicContainer(
                        python.toString(),
                        modules.stream()
                                .filter(module -> isDue(python, module, minors))
                                .map(module -> test(python, module, PROOF && python.minor() == minors.getMax()))
                                .toList()))
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
    private static boolean isDue(LocalPythons.Python python, String module, IntSummaryStatistics minors) {
        if (!python.runsTheTool()) {
            return module.equals("test_refusal");
        }
        return PROOF
                || EVERYWHERE.contains(module)
                || python.minor() == minors.getMax()
                || python.minor() == minors.getMin()
                        && Set.of("test_deploy", "test_health").contains(module);
    }

    private static DynamicTest test(LocalPythons.Python python, String module, boolean isProof) {
        CompletableFuture<Outcome> outcome =
                CompletableFuture.supplyAsync(() -> run(python.file(), module, isProof), POOL);
        return DynamicTest.dynamicTest(module, () -> {
            Outcome found = outcome.join();
            assertThat(found.code()).as(found.output()).isZero();
        });
    }

    private static Outcome run(Path python, String module, boolean isProof) {
        try {
            // a file, because a process that a failed test leaves behind would keep a pipe open
            Path output = Files.createTempFile("pywar-python", ".log");
            ProcessBuilder builder = new ProcessBuilder(python.toString(), "-B", "-m", "unittest", module)
                    .directory(TESTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PYWAR_KILLS", isProof ? "250" : "6");
            builder.environment().put("PYWAR_DAMAGED", isProof ? "10000" : "200");
            builder.environment().put("PYWAR_FULL", isProof ? "0" : "3");
            builder.environment().put("PYWAR_TABLES", TABLES.toString());
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(isProof ? 60 : 5, TimeUnit.MINUTES);
            process.destroyForcibly();
            String text = Files.readString(output);
            Files.delete(output);
            return new Outcome(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + python, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
