package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.github.pywar.base.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Seeded random damage: a reader gets 500 damaged inputs, 10,000 with {@code -Dpywar.proof=true}. It may fail with the
 * product's own errors only, and needs less than 2 s of the processor and 256 MB for each.
 */
public final class Damage {

    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 500;
    private static final long MOST_NANOSECONDS = Duration.ofSeconds(2).toNanos();
    private static final long MOST_BYTES = 256L << 20;
    private static final Duration HANG = Duration.ofMinutes(20);

    private static final List<String> WORDS = List.of(
            "\0",
            "\n",
            "\r",
            "\"",
            "'",
            "\\",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            "=",
            "#",
            "&",
            "%",
            "%2",
            "@",
            ":",
            "//@h:/",
            "../",
            "\u00a0",
            "\ud83d\ude00",
            "&#x0;",
            "<!--",
            "-->",
            "1e999999999",
            "-1",
            "99999999999999999999",
            "null",
            "[[",
            "'''",
            "\\u",
            "file:///",
            "://",
            ";",
            "machine ",
            "default ",
            "macdef ",
            "[global]",
            " =",
            "\u2028");

    /** What is tested. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] input) throws IOException;
    }

    private final Random random;

    private Damage(long seed) {
        this.random = new Random(seed);
    }

    /** @param sound inputs that are right, which are damaged */
    public static void check(long seed, Reader reader, byte[]... sound) {
        Damage damage = new Damage(seed);
        assertTimeoutPreemptively(HANG, () -> {
            for (int round = 0; round < ROUNDS; round++) {
                check(reader, damage.damaged(sound[round % sound.length]), round);
            }
        });
    }

    /** @param sound texts that are right */
    public static void check(long seed, Reader reader, String... sound) {
        check(
                seed,
                reader,
                Arrays.stream(sound)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    private static void check(Reader reader, byte[] input, int round) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long time = threads.getCurrentThreadCpuTime();
        try {
            reader.read(input.clone());
        } catch (UserException | IOException own) {
            assertThat(own.getMessage()).isNotBlank();
        } catch (RuntimeException | Error bug) {
            fail("round " + round + ", input " + shown(input), bug);
        }
        assertThat(threads.getCurrentThreadCpuTime() - time)
                .as("time of round %d, input %s", round, shown(input))
                .isLessThan(MOST_NANOSECONDS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes of round %d, input %s", round, shown(input))
                .isLessThan(MOST_BYTES);
    }

    private static String shown(byte[] input) {
        return HexFormat.of().formatHex(input, 0, Math.min(input.length, 2_000));
    }

    private byte[] damaged(byte[] sound) {
        byte[] input = sound;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            input = once(input);
        }
        return input;
    }

    private byte[] once(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + random.nextInt(40));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(input);
            case 1 -> Arrays.copyOf(input, at);
            case 2 -> joined(input, at, new byte[0], end);
            case 3 -> joined(input, at, noise(), at);
            case 4 -> joined(input, at, word(), random.nextBoolean() ? at : end);
            case 5 -> joined(input, at, number(), Math.min(input.length, at + Integer.BYTES));
            case 6 -> joined(input, at, repeated(Arrays.copyOfRange(input, at, end)), end);
            default -> joined(input, at, Arrays.copyOfRange(input, 0, at), at);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] flipped = input.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0 && flipped.length > 0; flips--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(20)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] word() {
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? repeated(word) : word;
    }

    private byte[] number() {
        int[] numbers = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 24, 0xffff, random.nextInt()};
        int number = numbers[random.nextInt(numbers.length)];
        return new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    private byte[] repeated(byte[] part) {
        int times = 1 << random.nextInt(12);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[] input, int end, byte[] between, int from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(input, 0, end);
        all.writeBytes(between);
        all.write(input, from, input.length - from);
        return all.toByteArray();
    }
}
