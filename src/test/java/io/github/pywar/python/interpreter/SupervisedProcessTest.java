package io.github.pywar.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisedProcessTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Path PYTHON =
            Interpreters.of(System.getenv()).first().orElseThrow().executable();

    /** Prints the process ids of its parent and of a child in a session of its own. */
    private static final String WITH_CHILD = """
            import os, subprocess, sys, time
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
            print(os.getppid(), child.pid, flush=True)
            time.sleep(600)
            """;

    @TempDir
    Path folder;

    @Test
    void returnsTheStatusOfTheCommand() throws IOException {
        try (SupervisedProcess process = start("import sys; sys.exit(7)")) {
            assertThat(process.waitFor(LONG)).isEqualTo(7);
        }
    }

    @Test
    void returnsTheSignalOfTheCommand() throws IOException {
        try (SupervisedProcess process = start("import os; os.kill(os.getpid(), 15)")) {
            assertThat(process.waitFor(LONG)).isEqualTo(128 + 15);
        }
    }

    @Test
    void endsAllProcessesWhenItIsClosed() throws IOException {
        long child;
        try (SupervisedProcess process = start(WITH_CHILD)) {
            child = pids(process)[1];
            assertThat(process.waitFor(Duration.ofMillis(1))).isEqualTo(SupervisedProcess.TIMED_OUT);
        }

        assertEnds(child);
    }

    /** Ctrl-C on a terminal, the end of a terminal session, and the end of a build by a server. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP", "TERM"})
    void endsAllProcessesAfterASignalToTheBuild(String signal) throws Exception {
        long child;
        try (SupervisedProcess process = start(WITH_CHILD)) {
            long[] pids = pids(process);
            child = pids[1];
            new ProcessBuilder("kill", "-" + signal, Long.toString(pids[0]))
                    .start()
                    .waitFor();
        }

        assertEnds(child);
    }

    private SupervisedProcess start(String code) throws IOException {
        return SupervisedProcess.start(
                PYTHON, List.of(PYTHON.toString(), "-I", "-c", code), Map.of("PATH", System.getenv("PATH")), folder);
    }

    private static long[] pids(SupervisedProcess process) throws IOException {
        String[] line = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))
                .readLine()
                .split(" ");
        return new long[] {Long.parseLong(line[0]), Long.parseLong(line[1])};
    }

    /** After its end, the system may list a process for a moment. */
    private static void assertEnds(long pid) {
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).orElse(CompletableFuture.completedFuture(null)))
                .succeedsWithin(LONG);
    }
}
