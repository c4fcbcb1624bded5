package io.github.pywar.app.audit;

import io.github.pywar.base.error.UserException;
import java.util.Locale;
import java.util.Optional;

/** Severity of a vulnerability: the qualitative rating of CVSS 3 and 4 (section "Qualitative Severity Rating Scale"). */
public enum Severity {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    private static final double MEDIUM_FROM = 4.0;
    private static final double HIGH_FROM = 7.0;
    private static final double CRITICAL_FROM = 9.0;

    /** Returns the rating of a score from 0.0 to 10.0. */
    static Severity ofScore(double score) {
        if (score >= CRITICAL_FROM) {
            return CRITICAL;
        }
        if (score >= HIGH_FROM) {
            return HIGH;
        }
        if (score >= MEDIUM_FROM) {
            return MEDIUM;
        }
        return score > 0 ? LOW : NONE;
    }

    /** Returns the rating that a database names; GitHub names the second one {@code MODERATE}. */
    static Optional<Severity> named(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "LOW" -> Optional.of(LOW);
            case "MODERATE", "MEDIUM" -> Optional.of(MEDIUM);
            case "HIGH" -> Optional.of(HIGH);
            case "CRITICAL" -> Optional.of(CRITICAL);
            default -> Optional.empty();
        };
    }

    /**
     * Parses the lowest severity that fails the build.
     *
     * @return empty for {@code none}: then only malware fails it
     * @throws UserException if the text is not a severity
     */
    public static Optional<Severity> parseLimit(String text) {
        if (text.strip().equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        return Optional.of(
                named(text)
                        .orElseThrow(
                                () -> UserException.of("`" + text + "` is not a severity\n    from: <failOn>")
                                        .hint(
                                                "use `low`, `medium`, `high`, `critical`, or `none`: then only malware fails the build")));
    }

    /** Returns the name in reports. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
