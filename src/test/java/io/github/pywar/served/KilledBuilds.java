package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Builds of two projects, one after the other, each of which is killed and then repeated. Not safe for several threads. */
final class KilledBuilds {

    private static final String ARCHIVE = "shop-1.0.0.pywar";

    /** The supposed duration of a goal grows by this part of it with each kill, until a goal ends before its kill. */
    private static final int GROWTH = 10;

    /** What is built, and from which state. */
    enum Way {
        COLD_PACKAGE,
        CHANGED_PACKAGE,
        COLD_LOCK,
        CHANGED_LOCK;

        private boolean isLock() {
            return this == COLD_LOCK || this == CHANGED_LOCK;
        }

        private boolean isCold() {
            return this == COLD_PACKAGE || this == COLD_LOCK;
        }

        private String goal() {
            return isLock() ? "pywar:lock" : "package";
        }
    }

    /**
     * Results of builds without a fault.
     *
     * @param archives SHA-256 of each file, for each state
     * @param locks text of the lock, for each state
     */
    record Expected(List<Map<String, String>> archives, List<String> locks) {}

    private final FaultShop packaged;
    private final FaultShop locked;
    private final Expected expected;
    private final Random random;
    private final Map<Way, Long> durations = new EnumMap<>(Way.class);
    private int packagedState;
    private int lockedState;

    KilledBuilds(FaultShop packaged, FaultShop locked, Expected expected, long seed) {
        this.packaged = packaged;
        this.locked = locked;
        this.expected = expected;
        this.random = new Random(seed);
    }

    /** Kills a build, checks what it has left, and repeats it to its end. Returns what it has left. */
    String kill(Way way) throws IOException, InterruptedException {
        FaultShop shop = way.isLock() ? locked : packaged;
        int before = way.isLock() ? lockedState : packagedState;
        int next = (before + 1 + random.nextInt(FaultShop.STATES - 1)) % FaultShop.STATES;
        if (way.isCold()) {
            shop.clean();
            Files.deleteIfExists(shop.lock());
        }
        boolean isEnded = isEndedBeforeKill(shop.state(next), way);
        shop.checkStore();
        String left = way.isLock() ? leftLock(shop, way, before, next) : leftArchive(shop, before, next);
        shop.build(way.goal());
        if (way.isLock()) {
            assertThat(Files.readString(shop.lock())).isEqualTo(expected.locks.get(next));
            lockedState = next;
        } else {
            assertThat(shop.outputs()).isEqualTo(expected.archives.get(next));
            packagedState = next;
        }
        return way + ": " + (isEnded ? "ended before the kill" : "killed, left " + left);
    }

    private boolean isEndedBeforeKill(FaultShop shop, Way way) throws IOException, InterruptedException {
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
            return isEnded;
        } finally {
            maven.destroyForcibly().waitFor();
        }
    }

    private String leftLock(FaultShop shop, Way way, int before, int next) throws IOException {
        String lock = Files.exists(shop.lock()) ? Files.readString(shop.lock()) : "";
        assertThat(lock).isIn(way.isCold() ? "" : expected.locks.get(before), expected.locks.get(next));
        return lock.isEmpty() ? "no lock" : lock.equals(expected.locks.get(next)) ? "the new lock" : "the old lock";
    }

    private String leftArchive(FaultShop shop, int before, int next) throws IOException {
        Map<String, String> outputs = shop.outputs();
        outputs.forEach((name, sum) -> assertThat(sum)
                .as(name)
                .isIn(
                        expected.archives.get(before).get(name),
                        expected.archives.get(next).get(name)));
        String archive = outputs.get(ARCHIVE);
        return archive == null
                ? "no archive"
                : archive.equals(expected.archives.get(next).get(ARCHIVE)) ? "the new archive" : "the old archive";
    }

    /** Returns how many incomplete files are left, which have a name of their own. */
    long leftParts() throws IOException {
        return packaged.leftParts() + locked.leftParts();
    }
}
