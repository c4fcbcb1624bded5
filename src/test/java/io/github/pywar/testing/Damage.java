package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.pywar.base.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random damage of real inputs, the same in each run. A reader answers each input, or refuses it with an error of the
 * product, within 2 s of its thread's time and 256 MB. With {@code -Dpywar.proof=true} there are 10,000 inputs a reader.
 */
public final class Damage {

    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 1_000;
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 256L << 20;

    /** What readers stumble over. */
    private static final List<String> BITS = List.of(
            "\0",
            "\n",
            "\r",
            "\\",
            "\\\n",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "#",
            ";",
            ",",
            "@",
            "=",
            "==",
            "===",
            "~=",
            ".*",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "-r ",
            "-c ",
            "--hash=",
            "--",
            "-e ",
            "${",
            "${HOME}",
            "://",
            "file:",
            "../",
            "$",
            "%",
            "%zz",
            "*",
            "\t",
            "\u00a0",
            "\u2028",
            "\uFEFF",
            "\u0661",
            "\u017f",
            "\ud83d\ude00",
            "\u001b[2J",
            " and ",
            " or ",
            " not in ",
            "extra",
            "python_version",
            "99999999999999999999",
            "1e999",
            "-1",
            "0x",
            "inf",
            "2020-01-01",
            "true",
            "[[",
            "]]",
            ".",
            "!",
            "\0\0\0\0",
            "\0\0\u007f\u007f",
            "\u007f\u007f\u007f\u007f",
            "//@h:/",
            "&#x0;",
            "<!--",
            "<",
            "machine ",
            "macdef ",
            "+",
            "|");

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random;

    private Damage(long seed) {
        this.random = new Random(seed);
    }

    /** Something that reads bytes, and throws what it throws. */
    @FunctionalInterface
    public interface Reader {
        /** Reads one input. */
        void read(byte[] input) throws IOException;
    }

    /**
     * Gives the reader each input as it is, and damaged.
     *
     * @param inputs texts that the reader accepts, or nearly
     */
    public static void assertWithstands(Reader reader, String... inputs) {
        assertWithstands(
                reader,
                Stream.of(inputs)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    /** The same of files that are no texts. */
    public static void assertWithstands(Reader reader, byte[]... inputs) {
        Damage damage = new Damage(18);
        for (byte[] input : inputs) {
            damage.check(reader, input, -1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = inputs[round % inputs.length];
            for (int hits = damage.random.nextInt(5); hits >= 0; hits--) {
                input = damage.hit(input);
            }
            damage.check(reader, input, round);
        }
    }

    private void check(Reader reader, byte[] input, int round) {
        long time = thread.getCurrentThreadCpuTime();
        long bytes = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            reader.read(input);
        } catch (UserException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            fail("round " + round + ": " + e + " for " + shown(input), e);
        }
        long used = thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        assertThat(used).as("bytes for round %d: %s", round, shown(input)).isLessThan(MOST_BYTES);
        assertThat(thread.getCurrentThreadCpuTime() - time)
                .as("nanoseconds for round %d: %s", round, shown(input))
                .isLessThan(MOST_NANOS);
    }

    private static String shown(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        return text.length() > 2_000 ? text.substring(0, 2_000) + "… (" + text.length() + ")" : text;
    }

    private byte[] hit(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(input.length - at, random.nextInt(60));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(input, at);
            case 1 -> spliced(input, at, length / 3, new byte[0], 1);
            case 2 -> spliced(input, at, 0, bit(), 1);
            case 3 -> spliced(input, at, length / 4, bit(), 1);
            case 4 -> spliced(input, at, 0, part(input, at, length), 1);
            case 5 -> spliced(input, at, input.length - at, new byte[0], 1);
            case 6 -> spliced(input, at, 0, bit(), 1 << random.nextInt(13));
            default -> spliced(input, at, 0, part(input, at, length), 1 << random.nextInt(10));
        };
    }

    private byte[] flipped(byte[] input, int at) {
        byte[] changed = input.clone();
        if (changed.length > 0) {
            changed[at % changed.length] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] bit() {
        return BITS.get(random.nextInt(BITS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] input, int at, int length) {
        return new String(input, at, length, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] spliced(byte[] input, int at, int removed, byte[] part, int times) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(input, 0, at);
        for (int time = 0; time < times; time++) {
            changed.writeBytes(part);
        }
        changed.write(input, at + removed, input.length - at - removed);
        return changed.toByteArray();
    }
}
