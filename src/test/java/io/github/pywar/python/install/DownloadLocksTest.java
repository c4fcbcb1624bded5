package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.lock.ProcessLock;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A wheel that several processes need is downloaded once. */
class DownloadLocksTest extends WheelStoreFixture {

    private final AtomicInteger pauses = new AtomicInteger();

    @Test
    void takesTheLockOfAKilledBuild() throws IOException {
        DistributionFile file = serve(demo());
        try (LockHolder other = LockHolder.of(lock(file))) {
            WheelStore store = store(() -> {
                if (pauses.incrementAndGet() == 3) {
                    other.kill();
                }
            });

            assertThat(store.fetch(file).file()).hasBinaryContent(demo().bytes());
        }
        assertThat(pauses).hasValue(3);
        assertThat(progress.steps())
                .containsExactly("Waiting for another build that downloads `demo-1.0-py3-none-any.whl`");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void skipsADownloadThatAnotherBuildFinished() throws IOException {
        DistributionFile file = serve(demo());
        try (LockHolder other = LockHolder.of(lock(file))) {
            WheelStore store = store(() -> {
                if (pauses.incrementAndGet() == 2) {
                    Path place = stored().resolve(Sha256.of(demo().bytes()).hex() + "/" + demo().fileName());
                    Files.createDirectories(place.getParent());
                    Files.write(place, demo().bytes());
                    other.kill();
                }
            });

            assertThat(store.fetch(file).file()).hasBinaryContent(demo().bytes());
        }
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void downloadsAfterTheLongestWait() throws IOException {
        DistributionFile file = serve(demo());
        try (LockHolder other = LockHolder.of(lock(file))) {
            assertThat(other.isAlive()).isTrue();
            assertThat(store(pauses::incrementAndGet).fetch(file).file()).hasBinaryContent(demo().bytes());
        }
        assertThat(pauses.get()).isEqualTo((int) DownloadLocks.LONGEST.dividedBy(ProcessLock.STEP));
        assertThat(progress.warnings())
                .containsExactly("Another build has been downloading `demo-1.0-py3-none-any.whl` for more than 10"
                        + " minutes; it is downloaded here, too");
    }

    @Test
    void takesAStoredWheelWithoutALock() throws IOException {
        DistributionFile file = serve(demo());
        store().fetch(file);
        try (LockHolder other = LockHolder.of(lock(file))) {
            assertThat(other.isAlive()).isTrue();
            assertThat(store(pauses::incrementAndGet).fetch(file).file()).exists();
        }
        assertThat(pauses).hasValue(0);
    }

    @Test
    void downloadsWithoutLocksIfTheStoreHasNone() throws IOException {
        DistributionFile file = serve(demo());
        Files.createDirectories(stored());
        Files.writeString(stored().resolve("locks"), "a file");

        assertThat(store().fetch(file).file()).hasBinaryContent(demo().bytes());
    }

    /** Action instead of a wait. */
    @FunctionalInterface
    interface Hook {
        void run() throws IOException;
    }

    private WheelStore store(Hook hook) {
        DownloadLocks locks = new DownloadLocks(stored().resolve("locks"), progress, time -> {
            try {
                hook.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return new WheelStore(stored(), new RemoteWheelSource(http), progress, ZipLimits.DEFAULT, locks, Set.of());
    }

    private Path lock(DistributionFile file) {
        return stored().resolve("locks")
                .resolve(DownloadLocks.fileName(file.sha256().orElseThrow().hex()));
    }
}
