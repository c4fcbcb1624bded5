package io.github.pywar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
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
 * Run of the unittest modules of {@code src/test/python} on every CPython of this machine, four processes at a time: they often wait.
 *
 * <p>Tests of the code in each server process run on all interpreters, tests of a deployment's steps on the oldest, all
 * tests on the newest. Between these two, a module of many commands runs only its tests that depend on the interpreter. With
 * {@code -Dpywar.proof=true} all tests run on all interpreters, with many more kills and full disks on the newest. The tests
 * write their counts to {@code target/runtime-tables}.
 *
 * <p>Without that property, the deployments are in memory if the machine has room there, which saves up to half of the
 * processor time; those of {@code test_deploy} are on the disk.
 */
class RuntimePythonTest {

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();
    private static final Path TABLES = Path.of("target/runtime-tables").toAbsolutePath();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long LEAST_BYTES = 1L << 30;
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwx------");

    /** Modules that take long, which start first: the last process must not run alone. */
    private static final List<String> LONG = List.of(
            "test_full_disk",
            "test_fetch",
            "test_tool",
            "test_tampering",
            "test_deploy",
            "test_kill",
            "test_answers",
            "test_workers",
            "test_kept",
            "test_former",
            "test_reload",
            "test_health",
            "test_hooks",
            "test_uvicorn");

    private static final boolean THOROUGH = Boolean.getBoolean("pywar.proof");
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

    /** Tests of long modules for the interpreters between the oldest and the newest: the others check texts and options. */
    private static final Map<String, List<String>> BETWEEN = Map.of(
            "test_tool",
            List.of(
                    "test_tool.ServersTest",
                    "test_tool.ServeTest",
                    "test_tool.ToolTest.test_info_prints_the_target_of_this_machine",
                    "test_tool.ToolTest.test_check_imports_the_entry_in_a_fresh_process",
                    "test_tool.ToolTest.test_check_of_a_broken_entry_exits_3",
                    "test_tool.ToolTest.test_run_finds_modules_and_scripts",
                    "test_tool.ToolTest.test_shell_imports_the_application",
                    "test_tool.ToolTest.test_the_tool_of_an_unpacked_tree_runs_as_a_module",
                    "test_tool.ToolTest.test_console_scripts_run_by_sh_by_python_and_by_a_link",
                    "test_tool.ToolTest.test_a_script_of_a_wheel_runs_through_the_runtime"));

    /** @param tests the module, or its tests for this interpreter */
    private record Run(Path python, String module, List<String> tests, boolean isThorough, Path temporary) {}

    private record Outcome(int code, String output) {}

    @TestFactory
    Stream<DynamicContainer> runsModulesOnEachPython() throws IOException {
        Collection<LocalPythons.Python> pythons = LocalPythons.find();
        Assumptions.assumeFalse(pythons.isEmpty(), "no Python found: apt-get install python3");
        List<String> modules = modules();
        Path memory = memory();
        IntSummaryStatistics minors = pythons.stream()
                .filter(LocalPythons.Python::runsTheTool)
                .mapToInt(LocalPythons.Python::minor)
                .summaryStatistics();
        // as a list, so that all processes start before the first wait for a result
        List<DynamicContainer> containers = pythons.stream()
                .map(python -> DynamicContainer.dynamicContainer(
                        python.toString(),
                        modules.stream()
                                .filter(module -> isSelected(python, module, minors))
                                .map(module -> new Run(
                                        python.file(),
                                        module,
                                        tests(python, module, minors),
                                        THOROUGH && python.minor() == minors.getMax(),
                                        module.equals("test_deploy") ? null : memory))
                                .map(RuntimePythonTest::test)
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
                    .sorted(Comparator.comparing((String name) -> !LONG.contains(name))
                            .thenComparing(LONG::indexOf)
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /** Returns the directory for temporary files in memory, or null if it is small, or if no program may run there. */
    private static Path memory() throws IOException {
        if (THOROUGH || !Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < LEAST_BYTES) {
            return null;
        }
        Path script = Files.createTempFile(MEMORY, "pywar", ".sh", PosixFilePermissions.asFileAttribute(PROGRAM));
        try {
            Files.writeString(script, "#!/bin/sh\n");
            new ProcessBuilder(script.toString()).start();
            return MEMORY;
        } catch (IOException e) {
            return null;
        } finally {
            Files.delete(script);
        }
    }

    /** An interpreter that is too old runs only the test of its rejection. */
    private static boolean isSelected(LocalPythons.Python python, String module, IntSummaryStatistics minors) {
        if (!python.runsTheTool()) {
            return module.equals("test_refusal");
        }
        return THOROUGH
                || EVERYWHERE.contains(module)
                || python.minor() == minors.getMax()
                || python.minor() == minors.getMin()
                        && Set.of("test_deploy", "test_health").contains(module);
    }

    private static List<String> tests(LocalPythons.Python python, String module, IntSummaryStatistics minors) {
        boolean isBetween = python.minor() > minors.getMin() && python.minor() < minors.getMax();
        return isBetween && !THOROUGH ? BETWEEN.getOrDefault(module, List.of(module)) : List.of(module);
    }

    private static DynamicTest test(Run run) {
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> outcome(run), POOL);
        return DynamicTest.dynamicTest(run.module(), () -> {
            Outcome found = outcome.join();
            assertThat(found.code()).as(found.output()).isZero();
        });
    }

    private static Outcome outcome(Run run) {
        try {
            // a file, because a process that a failed test leaves behind would keep a pipe open
            Path output = Files.createTempFile("pywar-python", ".log");
            Process process = start(run, output);
            process.getOutputStream().close();
            boolean ended = process.waitFor(run.isThorough() ? 60 : 5, TimeUnit.MINUTES);
            process.destroyForcibly();
            String text = Files.readString(output);
            Files.delete(output);
            return new Outcome(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + run.python(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Run run, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(run.python().toString(), "-B", "-m", "unittest"));
        command.addAll(run.tests());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(TESTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PYWAR_KILLS", run.isThorough() ? "250" : "6");
        builder.environment().put("PYWAR_DAMAGED", run.isThorough() ? "10000" : "200");
        builder.environment().put("PYWAR_FULL", run.isThorough() ? "0" : "3");
        builder.environment().put("PYWAR_TABLES", TABLES.toString());
        if (run.temporary() != null) {
            builder.environment().put("TMPDIR", run.temporary().toString());
        }
        return builder.start();
    }
}
