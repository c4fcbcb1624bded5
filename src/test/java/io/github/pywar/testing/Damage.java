package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pywar.base.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Seeded random damage to a valid input: flipped bits, odd numbers, and parts that are missing, doubled, repeated or
 * foreign.
 */
public final class Damage {

    /** Number of inputs for a reader. {@code -Dpywar.proof=true} raises it to 10,000. */
    public static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 500;

    private static final Duration HANG = Duration.ofMinutes(20);
    private static final int[] NUMBERS = {0, 1, -1, 0xFFFF, 0x7FFFFFFF, 0x80000000, 1 << 24, 22, 46, 30};

    /** Fragments that break readers of text, JSON, TOML, HTML, CSV, zip, netrc and requirements files. */
    private static final List<String> WORDS = List.of(
            "\0",
            "\n",
            "\r",
            "\r\n",
            "\t",
            " ",
            "\\",
            "\\\n",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "#",
            ";",
            ",",
            ",,",
            "@",
            "=",
            "==",
            "===",
            "~=",
            " =",
            ".*",
            "*",
            ".",
            "!",
            "+",
            "|",
            "$",
            "%",
            "%2",
            "%zz",
            "&",
            "&#x0;",
            "<",
            ">",
            "<!--",
            "-->",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "(",
            ")",
            "/",
            "//@h:/",
            "../",
            ":",
            "://",
            "file:///",
            "-r ",
            "-c ",
            "-e ",
            "--",
            "--hash=",
            "${",
            "${HOME}",
            "sha256=",
            "md5=",
            "\u00a0",
            "\u2028",
            "\uFEFF",
            "\u0661",
            "\u017f",
            "é",
            "\ud83d\ude00",
            "\uD800",
            "\u001b[2J",
            " and ",
            " or ",
            " not in ",
            "extra",
            "python_version",
            "99999999999999999999",
            "9".repeat(400),
            "[".repeat(300),
            "1e999",
            "1e999999999",
            "-1",
            "0x",
            "inf",
            "null",
            "true",
            "2020-01-01",
            "\\u",
            "%(x)s",
            "machine ",
            "default ",
            "macdef ",
            "[global]",
            "PK\5\6",
            "PK\1\2",
            "PK\3\4");

    private final Random random;

    /** @param seed of all damage, so that a failure can be repeated */
    public Damage(long seed) {
        this.random = new Random(seed);
    }

    /** Reader of bytes, which may throw any error. */
    @FunctionalInterface
    public interface Reader {
        /** Reads one input. */
        void read(byte[] input) throws Exception;
    }

    /**
     * Passes each input to a reader, first as it is, then damaged. The reader may reject an input only with an error of
     * the product, within the bounds of {@link Effort}.
     *
     * @param valid inputs that are damaged in turn
     */
    public static void check(long seed, Reader reader, byte[]... valid) {
        Damage damage = new Damage(seed);
        assertTimeoutPreemptively(HANG, () -> {
            for (byte[] input : valid) {
                read(reader, input, -1);
            }
            for (int round = 0; round < ROUNDS; round++) {
                read(reader, damage.to(valid[round % valid.length]), round);
            }
        });
    }

    /** Does the same for texts. */
    public static void check(long seed, Reader reader, String... valid) {
        check(
                seed,
                reader,
                Arrays.stream(valid)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    private static void read(Reader reader, byte[] input, int round) throws Exception {
        Effort.assertBounded(() -> shown(input, round), () -> {
            try {
                reader.read(input.clone());
            } catch (UserException | IOException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException | Error bug) {
                throw new AssertionError(shown(input, round), bug);
            }
        });
    }

    private static String shown(byte[] input, int round) {
        return "round " + round + ", " + input.length + " bytes: "
                + HexFormat.of().formatHex(input, 0, Math.min(input.length, 2_000));
    }

    /** Returns the input with one to four faults. */
    public byte[] to(byte[] valid) {
        byte[] damaged = valid.clone();
        for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] from) {
        int at = random.nextInt(from.length + 1);
        int end = Math.min(from.length, at + random.nextInt(random.nextBoolean() ? 8 : 200));
        return switch (random.nextInt(9)) {
            case 0, 1 -> flipped(from);
            case 2 -> numbered(from, at);
            case 3 -> joined(from, at, new byte[0], end);
            case 4 -> joined(from, at, noise(), at);
            case 5 -> joined(from, at, word(), random.nextBoolean() ? at : end);
            case 6 -> joined(from, at, Arrays.copyOfRange(from, at, end), at);
            case 7 -> joined(from, at, repeated(Arrays.copyOfRange(from, at, end)), end);
            default -> random.nextInt(5) == 0 ? Arrays.copyOf(from, at) : flipped(from);
        };
    }

    private byte[] flipped(byte[] from) {
        for (int flips = 1 + random.nextInt(4); flips > 0 && from.length > 0; flips--) {
            from[random.nextInt(from.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return from;
    }

    private byte[] numbered(byte[] from, int at) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        boolean little = random.nextBoolean();
        for (int i = 0; i < Integer.BYTES && at + i < from.length; i++) {
            from[at + i] = (byte) (number >> 8 * (little ? i : Integer.BYTES - 1 - i));
        }
        return from;
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

    private byte[] repeated(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int times = 1 << random.nextInt(12); times > 0 && out.size() < 1 << 15; times--) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] from, int head, byte[] between, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(from, 0, head);
        out.writeBytes(between);
        out.write(from, tail, from.length - tail);
        return out.toByteArray();
    }
}
