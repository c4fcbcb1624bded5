package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLocksTest {

    private static final String HOLDER = "import fcntl, sys; file = open(sys.argv[1], 'w');"
            + " fcntl.lockf(file, fcntl.LOCK_EX); print('locked', flush=True); sys.stdin.read()";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    private Process holder() throws IOException {
        Files.createDirectories(folder);
        Process holder = new ProcessBuilder(
                        "python3", "-c", HOLDER, folder.resolve("key.lock").toString())
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");
        return holder;
    }

    @Test
    void waitsUntilAnotherProcessIsKilled() throws Exception {
        Process holder = holder();
        CountDownLatch waiting = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            BuildLocks locks = new BuildLocks(folder, Duration.ofMinutes(5), new Waiting(waiting));
            Future<String> result = thread.submit(() -> locks.locked("key", "demo", () -> "done"));
            waiting.await();
            assertThat(result).isNotDone();

            holder.destroyForcibly().waitFor();

            assertThat(result.get()).isEqualTo("done");
        } finally {
            holder.destroyForcibly().waitFor();
            thread.shutdownNow();
        }
    }

    @Test
    void goesOnAfterTheLongestWait() throws Exception {
        Process holder = holder();
        try {
            BuildLocks locks = new BuildLocks(folder, Duration.ofMillis(200), progress);

            assertThat(locks.<String>locked("key", "demo", () -> "done")).isEqualTo("done");
            assertThat(progress.steps()).containsExactly("Waiting for another build of `demo`");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    /** A build may require another build. */
    @Test
    void runsWorkUnderTwoLocks() throws IOException {
        BuildLocks locks = new BuildLocks(folder, Duration.ofMinutes(5), progress);

        assertThat(locks.<String>locked("one", "demo", () -> locks.locked("two", "other", () -> "done")))
                .isEqualTo("done");
        assertThat(progress.steps()).isEqualTo(List.of());
    }

    private record Waiting(CountDownLatch latch) implements Progress {

        @Override
        public void step(String message) {
            latch.countDown();
        }

        @Override
        public void detail(String message) {}

        @Override
        public void warning(String message) {}

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    }
}
