package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time for which a cached page is fresh: {@code always} reads it again, {@code daily} once a calendar day,
 * {@code interval:MINUTES} after that time, {@code never} does not read it again.
 *
 * @param text one of these policies
 */
public record UpdatePolicy(String text) {

    private static final Pattern POLICY = Pattern.compile("always|daily|never|interval:([0-9]{1,9})");

    /** The last day of the year 9999. Parsing its text would load the formats of {@code java.time}. */
    private static final Instant FOREVER = Instant.ofEpochSecond(253_402_214_400L);

    /** Reads a page again after ten minutes: the default of an index. */
    public static final UpdatePolicy DEFAULT = new UpdatePolicy("interval:10");

    /** Reads a page again each time. */
    public static final UpdatePolicy ALWAYS = new UpdatePolicy("always");

    /** Does not read a page again. */
    static final UpdatePolicy NEVER = new UpdatePolicy("never");

    /** @throws UserException if the text is none of these policies */
    public UpdatePolicy {
        if (!POLICY.matcher(text).matches()) {
            throw UserException.of("Unknown update policy: `" + text + "`")
                    .hint("use `always`, `daily`, `interval:MINUTES` or `never`");
        }
    }

    /** @return the parsed policy */
    public static UpdatePolicy parse(String text) {
        return new UpdatePolicy(text.strip());
    }

    /** @return whether a page that was read at that time is fresh now */
    public boolean isFresh(Instant read, Clock clock) {
        Matcher policy = POLICY.matcher(text);
        if (!policy.matches() || read.isAfter(clock.instant())) {
            return false; // from the future: the clock was or is wrong
        }
        return switch (text) {
            case "always" -> false;
            case "never" -> true;
            case "daily" ->
                read.atZone(clock.getZone())
                        .toLocalDate()
                        .equals(clock.instant().atZone(clock.getZone()).toLocalDate());
            default ->
                Duration.between(read, clock.instant()).compareTo(Duration.ofMinutes(Long.parseLong(policy.group(1))))
                        < 0;
        };
    }

    /** @return the time at which a page that was read at that time must be read again */
    Instant end(Instant read, Clock clock) {
        Matcher policy = POLICY.matcher(text);
        return switch (text) {
            case "always" -> Instant.EPOCH;
            case "never" -> FOREVER;
            case "daily" ->
                read.atZone(clock.getZone())
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(clock.getZone())
                        .toInstant();
            default ->
                policy.matches() ? read.plus(Duration.ofMinutes(Long.parseLong(policy.group(1)))) : Instant.EPOCH;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
