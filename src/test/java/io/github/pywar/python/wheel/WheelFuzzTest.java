package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.testing.Effort;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged wheels are refused with a message, never with another exception, and in limited time. Full counts with {@code -Pproof}. */
class WheelFuzzTest {

    private static final String DEMO = "demo-1.0-py3-none-any.whl";
    private static final long SEED = 20260101;
    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 30_000 : 3_000;

    @TempDir
    Path folder;

    @Test
    void refusesAWheelTruncatedAnywhere() {
        byte[] wheel = wheel();
        assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (int length = 0; length < wheel.length; length++) {
                assertThat(isRefused(Arrays.copyOf(wheel, length)))
                        .as("cut to %d of %d bytes", length, wheel.length)
                        .isTrue();
            }
        });
    }

    @Test
    void refusesFlippedBitsThatChangeContent() {
        byte[] wheel = wheel();
        Random random = new Random(SEED);
        assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = wheel.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                isRefused(damaged);
            }
        });
    }

    @Test
    void refusesRandomBytesInTheDirectoryThatChangeContent() {
        byte[] wheel = wheel();
        Random random = new Random(SEED);
        int directory = wheel.length - 1_200;
        assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = wheel.clone();
                int at = directory + random.nextInt(damaged.length - directory - 4);
                int word = random.nextBoolean() ? random.nextInt() : random.nextInt(3) - 1;
                for (int i = 0; i < 4; i++) {
                    damaged[at + i] = (byte) (word >> 8 * i);
                }
                isRefused(damaged);
            }
        });
    }

    /** Any unexpected exception fails the test with its stack trace. */
    private boolean isRefused(byte[] content) throws Exception {
        boolean[] isRefused = {false};
        Effort.assertBounded(() -> Arrays.toString(content), () -> isRefused[0] = read(content));
        return isRefused[0];
    }

    private boolean read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("demo-1.0-py3-none-any.whl"), content);
        boolean isRefused = false;
        try {
            Wheel.open(file).verify();
        } catch (UserException | IOException e) {
            isRefused = true;
        }
        try {
            WheelMetadata.read(TestRanges.withTail(ByteRanges.of(content), Math.min(300, content.length)), DEMO);
        } catch (UserException | IOException e) {
            return isRefused;
        }
        return isRefused;
    }

    private static byte[] wheel() {
        byte[] stored = "stored".getBytes();
        return TestWheel.of("demo", "1.0")
                .file("demo/__init__.py", "one = 1\n".repeat(40))
                .file("demo/stored.txt", stored)
                .change("demo/stored.txt", entry -> entry.stored(stored))
                .file("demo/wide.txt", "wide".repeat(100))
                .change("demo/wide.txt", entry -> entry.zip64 = true)
                .file("demo/described.txt", "described".repeat(10))
                .change("demo/described.txt", entry -> entry.descriptor = true)
                .executable("demo/run.sh", "#!/bin/sh\n")
                .zip(TestZip::zip64End)
                .bytes();
    }
}
