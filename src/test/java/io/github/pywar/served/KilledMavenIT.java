package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.server.OpenFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real Maven that is killed (SIGKILL) at random moments of {@code package} and {@code lock}: four moments, and 200 with
 * {@code -Pproof}.
 */
class KilledMavenIT {

    private static final int KILLS = Boolean.getBoolean("pywar.proof") ? 200 : 4;
    private static final long SEED = 13;
    private static final int GROWTH = 10;

    /** Way to a killed build. */
    private enum Way {
        COLD_PACKAGE,
        CHANGED_PACKAGE,
        COLD_LOCK,
        CHANGED_LOCK;

        boolean isLock() {
            return this == COLD_LOCK || this == CHANGED_LOCK;
        }

        boolean isCold() {
            return this == COLD_PACKAGE || this == COLD_LOCK;
        }

        String goal() {
            return isLock() ? "pywar:lock" : "package";
        }
    }

    private final OpenFolder folder = OpenFolder.create();
    private final TestIndex index = TestIndex.start();
    private final Random random = new Random(SEED);
    private final List<Map<String, String>> archives = new ArrayList<>();
    private final List<String> locks = new ArrayList<>();
    private final Map<Way, Long> durations = new TreeMap<>();
    private final Map<String, Integer> found = new TreeMap<>();

    @BeforeEach
    void buildWithoutFault() throws IOException {
        FaultShop.addLibraries(index, SEED);
        FaultShop reference = FaultShop.in(folder, "reference", index);
        for (int state = 0; state < FaultShop.STATES; state++) {
            reference.clean();
            Files.deleteIfExists(reference.lock());
            reference.state(state).build("package", "pywar:lock");
            archives.add(reference.outputs());
            locks.add(Files.readString(reference.lock()));
        }
        assertThat(archives).doesNotHaveDuplicates().allSatisfy(sums -> assertThat(sums)
                .hasSize(3));
    }

    @AfterEach
    void close() {
        index.close();
        folder.close();
    }

    @Test
    void killedMavenLeavesNothingWrong() throws Exception {
        FaultShop packaged = FaultShop.in(folder, "packaged", index);
        FaultShop locked = FaultShop.in(folder, "locked", index);
        int[] states = new int[2];
        for (int kill = 0; kill < KILLS; kill++) {
            Way way = Way.values()[kill % Way.values().length];
            FaultShop shop = way.isLock() ? locked : packaged;
            int before = states[way.isLock() ? 1 : 0];
            int next = (before + 1 + random.nextInt(FaultShop.STATES - 1)) % FaultShop.STATES;
            states[way.isLock() ? 1 : 0] = next;
            if (way.isCold()) {
                shop.clean();
                Files.deleteIfExists(shop.lock());
            }
            killed(shop.state(next), way);
            checkAfterKill(shop, way, before, next);
            shop.build(way.goal());
            checkComplete(shop, way, next);
        }
        found.forEach((what, count) -> System.out.printf("%4d %s%n", count, what));
        System.out.printf(
                "%d kills of Maven, seed %d; %d incomplete files left under other names%n",
                KILLS, SEED, packaged.leftParts() + locked.leftParts());
    }

    /** Kills Maven at a random moment of the goal. Its supposed duration grows until a goal ends before the kill. */
    private void killed(FaultShop shop, Way way) throws IOException, InterruptedException {
        Process maven = shop.maven().start(way.goal());
        try (BufferedReader output = maven.inputReader()) {
            String goal = way.isLock() ? ":lock (" : ":package (";
            StringBuilder log = new StringBuilder();
            while (!log.toString().contains(goal)) {
                String line = output.readLine();
                assertThat(line).as("the goal begins:%n%s", log).isNotNull();
                log.append(line).append('\n');
            }
            long begin = System.nanoTime();
            long duration = durations.getOrDefault(way, TimeUnit.SECONDS.toNanos(2));
            boolean isEnded = maven.waitFor((long) (duration * random.nextDouble()), TimeUnit.NANOSECONDS);
            durations.put(way, isEnded ? System.nanoTime() - begin : duration + duration / GROWTH);
            maven.destroyForcibly().waitFor();
            count(way, isEnded ? "ended before the kill" : "killed");
        }
    }

    private void checkAfterKill(FaultShop shop, Way way, int before, int next) throws IOException {
        shop.checkStore();
        if (way.isLock()) {
            String lock = Files.exists(shop.lock()) ? Files.readString(shop.lock()) : "";
            assertThat(lock).isIn(way.isCold() ? "" : locks.get(before), locks.get(next));
            count(way, lock.equals(locks.get(next)) ? "left the new lock" : "left the old lock, or none");
            return;
        }
        Map<String, String> outputs = shop.outputs();
        outputs.forEach((name, sum) -> assertThat(sum)
                .as(name)
                .isIn(archives.get(before).get(name), archives.get(next).get(name)));
        String archive = outputs.get("shop-1.0.0.pywar");
        count(
                way,
                archive == null
                        ? "left no archive"
                        : archive.equals(archives.get(next).get("shop-1.0.0.pywar"))
                                ? "left the new archive"
                                : "left the old archive");
    }

    private void checkComplete(FaultShop shop, Way way, int state) throws IOException {
        if (way.isLock()) {
            assertThat(Files.readString(shop.lock())).isEqualTo(locks.get(state));
        } else {
            assertThat(shop.outputs()).isEqualTo(archives.get(state));
        }
    }

    private void count(Way way, String what) {
        found.merge(way + ": " + what, 1, Integer::sum);
    }
}
