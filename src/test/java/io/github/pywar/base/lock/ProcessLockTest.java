package io.github.pywar.base.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private final List<String> events = new ArrayList<>();

    @Test
    void runsWorkUnderTheLock() throws IOException {
        String result = lock("locks/key.lock").run(() -> {
            assertThat(folder.resolve("locks/key.lock")).exists();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(events).isEmpty();
    }

    @Test
    void waitsNoLongerThanTheLimit() throws IOException {
        Path file = folder.resolve("key.lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();

            assertThat(lock("key.lock").<String>run(() -> "done")).isEqualTo("done");
        }
        assertThat(events).containsExactly("begin", "pause", "pause", "pause", "end");
    }

    @Test
    void takesTheLockWhenItIsReleased() throws IOException {
        Path file = folder.resolve("key.lock");
        FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertThat(other.lock().isValid()).isTrue();
        ProcessLock.Pause closing = time -> {
            try {
                other.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        new ProcessLock(file, Duration.ofMinutes(1), new Events(), progress, closing).run(() -> "done");

        assertThat(events).containsExactly("begin");
    }

    @Test
    void warnsOnceWhereThereAreNoLocks() throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");

        assertThat(lock("file/key.lock").<String>run(() -> "done")).isEqualTo("done");
        assertThat(lock("file/other.lock").<String>run(() -> "done")).isEqualTo("done");

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .startsWith("Cannot lock `" + folder.resolve("file/key.lock") + "`: ")
                .endsWith(". Do not run other builds with this folder at the same time");
    }

    @Test
    void releasesTheLockAfterAnError() throws IOException {
        assertThatThrownBy(() -> lock("key.lock").run(() -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");

        assertThat(lock("key.lock").<String>run(() -> "done")).isEqualTo("done");
        assertThat(events).isEmpty();
    }

    private ProcessLock lock(String name) {
        return new ProcessLock(
                folder.resolve(name),
                ProcessLock.STEP.multipliedBy(3),
                new Events(),
                progress,
                time -> events.add("pause"));
    }

    private final class Events implements ProcessLock.Waits {

        @Override
        public void begin() {
            events.add("begin");
        }

        @Override
        public void end() {
            events.add("end");
        }
    }
}
