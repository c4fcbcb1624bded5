package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several builds use one store at the same time. */
class SharedStoreTest extends WheelStoreFixture {

    @Test
    void sharesOneStoreAmongConcurrentBuilds() throws Exception {
        DistributionFile file = serve(TestWheel.of("demo", "1.0").file("demo/x", noise()));
        int builds = 8;
        CyclicBarrier start = new CyclicBarrier(builds);
        ExecutorService pool = Executors.newFixedThreadPool(builds);
        try {
            Callable<Path> build = () -> {
                start.await();
                Wheel wheel = store().fetch(file);
                wheel.verify();
                return wheel.file();
            };
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < builds; i++) {
                all.add(pool.submit(build));
            }
            for (Future<Path> one : all) {
                assertThat(one.get()).isEqualTo(all.get(0).get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(index.requests()).as("one download for all").hasSize(1);
        try (Stream<Path> left = Files.list(stored().resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void removesOldFilesOfAKilledBuild() throws IOException {
        Path old = Files.createDirectories(stored().resolve("incoming/old"));
        Path young = Files.createDirectories(stored().resolve("incoming/young"));
        Files.writeString(old.resolve("x.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        store().fetch(serve(demo()));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    /** A listing can have a name whose folder another build has just deleted. */
    @Test
    void ignoresFilesThatAnotherBuildRemoves() throws IOException {
        Path incoming = Files.createDirectories(stored().resolve("incoming"));
        Files.createSymbolicLink(incoming.resolve("closed"), incoming.resolve("nowhere"));

        assertThat(store().fetch(serve(demo())).file()).exists();
    }
}
