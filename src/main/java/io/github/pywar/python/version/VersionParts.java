package io.github.pywar.python.version;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * Segments of a version. Numbers are strings of decimal digits without leading zeros, because they can exceed a long. They
 * are compared by length and then as text.
 *
 * @param epoch 0 by default
 * @param pre null if there is none
 * @param post null if there is none
 * @param dev null if there is none
 * @param local empty if there is none
 */
record VersionParts(String epoch, List<String> release, Pre pre, String post, String dev, List<String> local) {

    /** A number of up to 18 digits and its successor fit in a long. */
    private static final int SAFE_DIGITS = 18;

    /** Phases of pre-releases, in ascending order. */
    enum Phase {
        A,
        B,
        RC;

        static Phase ofLabel(String label) {
            return switch (label.charAt(0)) {
                case 'a' -> A;
                case 'b' -> B;
                default -> RC;
            };
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Pre(Phase phase, String number) {}

    VersionParts {
        release = List.copyOf(release);
        local = List.copyOf(local);
    }

    static boolean isNumber(String segment) {
        return segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    VersionParts withRelease(List<String> next) {
        return new VersionParts(epoch, next, pre, post, dev, local);
    }

    VersionParts withDev(String next) {
        return new VersionParts(epoch, release, pre, post, next, List.of());
    }

    VersionParts withPost(String nextPost, String nextDev) {
        return new VersionParts(epoch, release, pre, nextPost, nextDev, List.of());
    }

    VersionParts withPre(Pre next, String nextDev) {
        return new VersionParts(epoch, release, next, null, nextDev, List.of());
    }

    /** @return epoch and release only */
    VersionParts base() {
        return new VersionParts(epoch, release, null, null, null, List.of());
    }

    static String increment(String digits) {
        if (digits.length() <= SAFE_DIGITS) {
            return Long.toString(Long.parseLong(digits) + 1);
        }
        return new BigInteger(digits).add(BigInteger.ONE).toString();
    }

    /** @return the normal form without the local segment */
    String publicText() {
        StringBuilder text = new StringBuilder();
        if (!"0".equals(epoch)) {
            text.append(epoch).append('!');
        }
        text.append(String.join(".", release));
        if (pre != null) {
            text.append(pre.phase.label()).append(pre.number);
        }
        if (post != null) {
            text.append(".post").append(post);
        }
        return dev == null ? text.toString() : text.append(".dev").append(dev).toString();
    }

    String text() {
        return local.isEmpty() ? publicText() : publicText() + "+" + String.join(".", local);
    }
}
