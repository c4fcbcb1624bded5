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
 * @param text the word
 */
public record UpdatePolicy(String text) {

    private static final Pattern WORD = Pattern.compile("always|daily|never|interval:([0-9]{1,9})");

    /** Asks again after ten minutes: what an index has that does not say otherwise. */
    public static final UpdatePolicy DEFAULT = new UpdatePolicy("interval:10");

    /** Reads a page again each time. */
    public static final UpdatePolicy ALWAYS = new UpdatePolicy("always");

    /** Does not ask again. */
    static final UpdatePolicy NEVER = new UpdatePolicy("never");

    /** @throws UserException if the text is none of these policies */
    public UpdatePolicy {
        if (!WORD.matcher(text).matches()) {
            throw UserException.of("Not an update policy: `" + text + "`")
                    .hint("say `always`, `daily`, `interval:MINUTES` or `never`");
        }
    }

    /** @return the policy of that word */
    public static UpdatePolicy parse(String text) {
        return new UpdatePolicy(text.strip());
    }

    /** @return whether what was read then need not be asked for again now */
    public boolean isFresh(Instant read, Clock clock) {
        Matcher word = WORD.matcher(text);
        if (!word.matches() || read.isAfter(clock.instant())) {
            return false; // from the future: the clock was wrong then or is now
        }
        return switch (text) {
            case "always" -> false;
            case "never" -> true;
            case "daily" ->
                read.atZone(clock.getZone())
                        .toLocalDate()
                        .equals(clock.instant().atZone(clock.getZone()).toLocalDate());
            default ->
                Duration.between(read, clock.instant()).compareTo(Duration.ofMinutes(Long.parseLong(word.group(1))))
                        < 0;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
