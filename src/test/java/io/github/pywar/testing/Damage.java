package io.github.pywar.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random damage to a sound input: flipped bits, odd numbers, parts that are missing, doubled, repeated or foreign. */
public final class Damage {

    /** How many inputs a reader gets: 10,000 with {@code -Dpywar.proof=true}. */
    public static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 1_000;

    private static final int[] NUMBERS = {0, 1, -1, 0xFFFF, 0x7FFFFFFF, 0x80000000, 22, 46, 30};
    private static final List<String> FOREIGN = List.of(
            "\0",
            "\n",
            "\r\n",
            "\r",
            "\"",
            ",",
            ",,",
            "=",
            ":",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "/",
            "../",
            "\uFEFF",
            "é",
            "\u2028",
            "sha256=",
            "md5=",
            "9".repeat(400),
            "PK\5\6",
            "PK\1\2",
            "PK\3\4",
            " ",
            "\t",
            "%(x)s",
            "null",
            "-1",
            "1e999",
            "[".repeat(300),
            "\uD800");

    private final Random random;

    /** @param seed of all damage, so that a failure can be repeated */
    public Damage(long seed) {
        random = new Random(seed);
    }

    /** @return the input with one to four faults */
    public byte[] to(byte[] sound) {
        byte[] damaged = sound.clone();
        for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
            damaged = damaged.length == 0 ? foreign(damaged) : once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] from) {
        int at = random.nextInt(from.length);
        int length = Math.min(from.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 200));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(from, at);
            case 1 -> numbered(from, at);
            case 2 -> joined(from, at, new byte[0], at + length);
            case 3 -> joined(from, at, Arrays.copyOfRange(from, at, at + length), at);
            case 4 -> joined(from, at, repeated(Arrays.copyOfRange(from, at, at + length)), at);
            case 5 -> random.nextInt(10) == 0 ? Arrays.copyOf(from, at) : flipped(from, at);
            default -> foreign(from);
        };
    }

    private byte[] flipped(byte[] from, int at) {
        from[at] ^= (byte) (1 << random.nextInt(8));
        return from;
    }

    private byte[] numbered(byte[] from, int at) {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = 0; i < 4 && at + i < from.length; i++) {
            from[at + i] = (byte) (number >> 8 * i);
        }
        return from;
    }

    private byte[] repeated(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int times = random.nextInt(100); times > 0; times--) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] foreign(byte[] from) {
        byte[] text = FOREIGN.get(random.nextInt(FOREIGN.size())).getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(from.length + 1);
        return joined(from, at, text, at);
    }

    private static byte[] joined(byte[] from, int head, byte[] between, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(from, 0, head);
        out.writeBytes(between);
        out.write(from, tail, from.length - tail);
        return out.toByteArray();
    }
}
