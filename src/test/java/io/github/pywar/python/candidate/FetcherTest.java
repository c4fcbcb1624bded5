package io.github.pywar.python.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** End of a fetcher while its thread reads a page. */
class FetcherTest {

    private static final PackageName DEMO = PackageName.parse("demo");

    /** Index whose answer ends only when the thread of the test waits for it. */
    private static final class SlowIndex implements PackageIndex {

        private final Thread waiting;
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile boolean isOver;
        private volatile boolean isDone;

        SlowIndex(Thread waiting) {
            this.waiting = waiting;
        }

        @Override
        public Optional<ProjectPage> project(PackageName name) {
            started.countDown();
            while (!isOver && !isWaiting()) {
                Thread.onSpinWait();
            }
            isDone = !isOver;
            return Optional.empty();
        }

        private boolean isWaiting() {
            return Thread.currentThread().isInterrupted() && waiting.getState() == Thread.State.TIMED_WAITING;
        }

        @Override
        public PackageIndex filter(Predicate<String> fileNames) {
            return this;
        }

        @Override
        public String describe() {
            return "slow";
        }
    }

    /** After the failure of another target, the caller is interrupted, and JUnit or a user deletes the cache. */
    @Test
    void waitsForItsThreadsInAnInterruptedThread() throws InterruptedException {
        SlowIndex index = new SlowIndex(Thread.currentThread());
        Fetcher fetcher = new Fetcher(index, index, file -> new byte[0], (repository, revision) -> "");
        fetcher.page(DEMO);
        index.started.await();

        Thread.currentThread().interrupt();
        fetcher.stop();
        index.isOver = true;

        assertThat(Thread.interrupted()).isTrue();
        assertThat(index.isDone).isTrue();
    }
}
