package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real Maven that is killed (SIGKILL) at random moments of {@code package} and {@code lock}: four moments, and 200 with
 * {@code -Pproof}, by several threads with projects of their own.
 */
class KilledMavenIT {

    private static final int THREADS = Boolean.getBoolean("pywar.proof") ? 10 : 1;
    private static final int KILLS_OF_A_THREAD = Boolean.getBoolean("pywar.proof") ? 20 : 4;
    private static final long SEED = 13;

    private final OpenFolder folder = OpenFolder.create();
    private final TestIndex index = TestIndex.start();
    private final Map<String, Integer> found = new TreeMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private KilledBuilds.Expected expected;
    private long leftParts;

    @BeforeEach
    void buildWithoutFault() throws IOException {
        FaultShop.addLibraries(index, SEED);
        FaultShop reference = FaultShop.in(folder, "reference", index);
        List<Map<String, String>> archives = new ArrayList<>();
        List<String> locks = new ArrayList<>();
        for (int state = 0; state < FaultShop.STATES; state++) {
            reference.clean();
            Files.deleteIfExists(reference.lock());
            reference.state(state).build("package", "pywar:lock");
            archives.add(reference.outputs());
            locks.add(Files.readString(reference.lock()));
        }
        assertThat(archives)
                .doesNotHaveDuplicates()
                .allSatisfy(sums -> assertThat(sums).hasSize(3));
        expected = new KilledBuilds.Expected(archives, locks);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        index.close();
        folder.close();
    }

    @Test
    void killedMavenLeavesNothingWrong() throws InterruptedException, ExecutionException {
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            all.add(threads.submit(() -> {
                killAll(number);
                return number;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        found.forEach((what, count) -> System.out.printf("%4d %s%n", count, what));
        System.out.printf(
                "%d kills of Maven, seeds %d to %d; %d incomplete files left under other names%n",
                THREADS * KILLS_OF_A_THREAD, SEED, SEED + THREADS - 1, leftParts);
    }

    private void killAll(int thread) throws IOException, InterruptedException {
        KilledBuilds builds = new KilledBuilds(
                FaultShop.in(folder, "packaged-" + thread, index),
                FaultShop.in(folder, "locked-" + thread, index),
                expected,
                SEED + thread);
        for (int kill = 0; kill < KILLS_OF_A_THREAD; kill++) {
            count(builds.kill(KilledBuilds.Way.values()[kill % KilledBuilds.Way.values().length]));
        }
        count(builds.leftParts());
    }

    private synchronized void count(String what) {
        found.merge(what, 1, Integer::sum);
        System.out.println(
                "kill " + found.values().stream().mapToInt(Integer::intValue).sum() + ": " + what);
    }

    private synchronized void count(long parts) {
        leftParts += parts;
    }
}
