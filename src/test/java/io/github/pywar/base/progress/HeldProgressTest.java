package io.github.pywar.base.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestProgress;
import org.junit.jupiter.api.Test;

class HeldProgressTest {

    private final TestProgress receiver = new TestProgress();
    private final HeldProgress held = new HeldProgress(receiver);

    @Test
    void reportsItsMessagesAfterThoseOfTheOtherTask() {
        held.warning("second");
        held.step("later");
        held.detail("detail");
        receiver.warning("first");

        held.release();
        held.release();

        assertThat(receiver.warnings()).containsExactly("first", "second");
        assertThat(receiver.steps()).containsExactly("later");
        assertThat(receiver.details()).containsExactly("detail");
    }

    @Test
    void reportsDownloadsAtOnce() {
        held.transfer("index", "a.whl", 3).done();

        assertThat(receiver.transfers()).hasSize(1);
    }
}
