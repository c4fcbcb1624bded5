package io.github.pywar.app.policy;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.CoolDown;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Latest time at which a file may have been uploaded to its index. Malicious uploads are mostly found within days, so a
 * build can avoid files that are too new.
 *
 * @param text as declared
 * @param time the limit in this build
 */
public record UploadLimit(String text, Instant time) {

    private static final String NO_WAIT = "none";
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}) *(minute|hour|day|week)s?");

    /**
     * Parses a limit.
     *
     * @param text a date ({@code 2026-01-31}, its start in UTC), a time ({@code 2026-01-31T12:00:00Z}), or a duration
     *     before now: {@code 7 days}, {@code 36 hours}, {@code P7D} (ISO 8601)
     * @param now start of the build
     * @throws UserException if the text is none of these
     */
    public static UploadLimit parse(String text, Instant now) {
        return find(text, now)
                .map(time -> new UploadLimit(text.strip(), time))
                .orElseThrow(() -> UserException.of(
                                "`" + text + "` is neither a time nor a duration\n    from: <uploadedBefore>")
                        .hint("write a date, `2026-01-31`; a time, `2026-01-31T12:00:00Z`; or a duration before the"
                                + " build, `7 days`, `36 hours`, `P7D`"));
    }

    /**
     * Parses the wait before a new release is chosen.
     *
     * @param text as in {@link #parse}, or {@code none}
     * @param except packages without a wait
     * @return empty for {@code none}
     * @throws UserException if the text is not valid, or an exception is not a package name
     */
    public static Optional<CoolDown> coolDown(String text, List<String> except, Instant now) {
        Set<PackageName> exempt = Set.copyOf(ErrorList.eachOf(
                except,
                name -> PackageName.tryParse(name.strip())
                        .orElseThrow(() ->
                                UserException.of("`" + name + "` is not a package name\n    from: <coolDownExcept>"))));
        if (text.strip().equals(NO_WAIT)) {
            return Optional.empty();
        }
        Instant limit = find(text, now)
                .orElseThrow(
                        () -> UserException.of("`" + text + "` is neither a duration nor a time\n    from: <coolDown>")
                                .hint("write a duration, `7 days`, `36 hours`, `P7D`; or `none`"));
        return Optional.of(new CoolDown(limit, exempt, Map.of()));
    }

    private static Optional<Instant> find(String text, Instant now) {
        String stripped = text.strip();
        return List.<Function<String, Optional<Instant>>>of(
                        UploadLimit::date, UploadLimit::time, one -> duration(one, now), one -> period(one, now))
                .stream()
                .flatMap(parser -> parser.apply(stripped).stream())
                .findFirst();
    }

    /**
     * Rounds the limit down, to the hour if it is a day or more before the build, else to the minute. Builds within that
     * time then have the same limit: they choose the same files and reuse cached resolutions.
     */
    private static Instant round(Instant time, Instant now) {
        boolean isLong = Duration.between(time, now).toDays() > 0;
        return time.truncatedTo(isLong ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }

    private static Optional<Instant> date(String text) {
        return attempt(() -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** A time without an offset is in UTC: the time zone of the machine must not change the result. */
    private static Optional<Instant> time(String text) {
        String iso = text.replaceFirst("^([0-9-]{10}) +", "$1T");
        return attempt(() -> OffsetDateTime.parse(iso).toInstant())
                .or(() -> attempt(() -> LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)));
    }

    private static Optional<Instant> duration(String text, Instant now) {
        Matcher parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
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

    private static Optional<Instant> attempt(Supplier<Instant> parser) {
        try {
            return Optional.of(parser.get());
        } catch (DateTimeException | ArithmeticException invalid) {
            return Optional.empty();
        }
    }
}
