package io.github.pywar.app.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TargetRunsTest {

    private final TestProgress progress = new TestProgress();

    @Test
    void beginsEachLineWithTheTarget() throws IOException {
        List<Integer> lengths = runs().map(List.of("arm", "intel"), Function.identity(), (name, own) -> {
            own.step("one\ntwo");
            own.warning("three");
            return name.length();
        });

        assertThat(lengths).containsExactly(3, 5);
        assertThat(progress.steps()).containsExactlyInAnyOrder("[arm] one\n[arm] two", "[intel] one\n[intel] two");
        assertThat(progress.warnings()).containsExactlyInAnyOrder("[arm] three", "[intel] three");
    }

    @Test
    void runsASingleTargetWithoutPrefix() throws IOException {
        runs().map(List.of("arm"), Function.identity(), (name, own) -> {
            own.step("one");
            return name;
        });

        assertThat(progress.steps()).containsExactly("one");
    }

    /** Each run waits for the other one. On a machine with one processor, they run one after the other. */
    @Test
    void runsTargetsAtTheSameTime() throws IOException {
        int atOnce = Math.min(2, Runtime.getRuntime().availableProcessors());
        CyclicBarrier both = new CyclicBarrier(atOnce);
        runs().map(List.of("arm", "intel"), Function.identity(), (name, own) -> meet(both));

        assertThat(both.isBroken()).isFalse();
    }

    @Test
    void reportsTheFirstErrorWithItsTarget() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> runs().map(List.of("arm", "intel"), Function.identity(), (name, own) -> {
                    throw UserException.of("No wheel of " + name).hint("another one");
                }));

        assertThat(error).hasMessage("No wheel of arm\n    target: arm\nhint: another one");
    }

    @Test
    void reportsEqualMessagesOnce() {
        Progress once = new DistinctProgress(progress);
        List.of("one", "one", "two").forEach(once::step);
        List.of("one", "one").forEach(once::warning);

        assertThat(progress.steps()).containsExactly("one", "two");
    }

    private static int meet(CyclicBarrier barrier) {
        try {
            return barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private TargetRuns runs() {
        return new TargetRuns(progress);
    }
}
