package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenRunsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Reports its process, then waits longer than any test. */
    private static final List<String> ENDLESS = List.of("sh", "-c", "echo $$ >> started; exec sleep 1000");

    @TempDir
    private Path temporary;

    @Test
    void keepsTheOutputOfTheLastRun() throws IOException {
        try (MavenRuns runs = new MavenRuns(temporary)) {
            assertThat(runs.run(List.of("sh", "-c", "echo one"), temporary, LIMIT))
                    .isZero();
            assertThat(runs.run(List.of("sh", "-c", "echo two; exit 3"), temporary, LIMIT))
                    .isEqualTo(3);

            assertThat(runs.log()).hasContent("two");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endsARunAtItsLimit() throws IOException {
        try (MavenRuns runs = new MavenRuns(temporary)) {
            assertThat(runs.run(ENDLESS, temporary, Duration.ofSeconds(1))).isEqualTo(MavenRuns.TIMED_OUT);

            assertThat(isRunning()).isFalse();
        }
    }

    @Test
    void endsARunIfTheThreadIsInterrupted() throws IOException {
        try (MavenRuns runs = new MavenRuns(temporary)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> runs.run(ENDLESS, temporary, LIMIT)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(isRunning()).isFalse();
    }

    @Test
    void deletesFoldersThatKilledRunsLeftMoreThanADayAgo() throws IOException {
        Path old = Files.createDirectories(temporary.resolve("run-1/project")).getParent();
        Path other = Files.createDirectory(temporary.resolve("other"));
        Path running = Files.createDirectory(temporary.resolve("run-2"));
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(old, yesterday);
        Files.setLastModifiedTime(other, yesterday);

        try (MavenRuns runs = new MavenRuns(temporary)) {
            runs.deleteEarlier();
        }

        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(running).exists();
    }

    /** A process that has ended early has written no file. */
    private boolean isRunning() throws IOException {
        if (!Files.exists(temporary.resolve("started")) || Files.size(temporary.resolve("started")) == 0) {
            return false;
        }
        long process =
                Long.parseLong(Files.readString(temporary.resolve("started")).strip());
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }
}
