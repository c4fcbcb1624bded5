package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that came to an index later than this do not count: young ones are where stolen accounts show first.
 *
 * @param text as it is declared
 * @param time what it means in this build
 */
public record UploadLimit(String text, Instant time) {

    private static final Pattern WORDS = Pattern.compile("([0-9]{1,6}) *(minute|hour|day|week)s?");

    /**
     * @param text a date ({@code 2026-01-31}, its beginning in UTC), a time ({@code 2026-01-31T12:00:00Z}), or how long
     *     before now: {@code 7 days}, {@code 36 hours}, {@code P7D} (ISO 8601)
     * @param now when the build began
     * @throws UserException where it is none of these
     */
    public static UploadLimit parse(String text, Instant now) {
        String plain = text.strip();
        return List.<Function<String, Optional<Instant>>>of(
                        UploadLimit::date, UploadLimit::time, said -> words(said, now), said -> period(said, now))
                .stream()
                .flatMap(reader -> reader.apply(plain).stream())
                .findFirst()
                .map(time -> new UploadLimit(plain, time))
                .orElseThrow(() -> UserException.of(
                                "`" + text + "` is neither a time nor a length of time\n    from: <uploadedBefore>")
                        .hint("a date, `2026-01-31`; a time, `2026-01-31T12:00:00Z`; or how long before the build,"
                                + " `7 days`, `36 hours`, `P7D`"));
    }

    /**
     * Builds shortly after each other should not differ, nor should the second one have to search anew: a limit of a day
     * or more holds for the builds of one hour, a shorter one for those of one minute. Never is it later than declared.
     */
    private static Instant round(Instant time, Instant now) {
        boolean isLong = Duration.between(time, now).toDays() > 0;
        return time.truncatedTo(isLong ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }

    private static Optional<Instant> date(String text) {
        return attempt(() -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Without an offset, UTC is meant: no machine's time zone may count. */
    private static Optional<Instant> time(String text) {
        String iso = text.replaceFirst("^([0-9-]{10}) +", "$1T");
        return attempt(() -> OffsetDateTime.parse(iso).toInstant())
                .or(() -> attempt(() -> LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)));
    }

    private static Optional<Instant> words(String text, Instant now) {
        Matcher parts = WORDS.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(parts.group(1));
        Duration length = switch (parts.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            case "day" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
        return Optional.of(round(now.minus(length), now));
    }

    private static Optional<Instant> period(String text, Instant now) {
        return attempt(() ->
                        now.atOffset(ZoneOffset.UTC).minus(Period.parse(text)).toInstant())
                .or(() -> attempt(() -> now.minus(Duration.parse(text))))
                .filter(time -> !time.isAfter(now))
                .map(time -> round(time, now));
    }

    private static Optional<Instant> attempt(Supplier<Instant> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeException | ArithmeticException other) {
            return Optional.empty();
        }
    }
}
