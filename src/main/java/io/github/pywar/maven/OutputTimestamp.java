package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.archiver.MavenArchiver;

/** Modification time of all files in an archive, so that two builds of the same source are identical. */
final class OutputTimestamp {

    /** Range of the times in a zip file. */
    private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2099-12-31T23:59:59Z");

    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private OutputTimestamp() {}

    /**
     * Parses a timestamp.
     *
     * @param text value of {@code project.build.outputTimestamp}; Maven ignores null and a single character
     * @param fallback the time if the text is ignored
     * @throws UserException if the text is not a time, or is out of range
     */
    static Instant parse(String text, Instant fallback) {
        Optional<Instant> time;
        try {
            time = isUtc(text) ? Optional.of(Instant.parse(text)) : AnyForm.parse(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw invalid(text);
        }
        if (time.isEmpty()) {
            return fallback;
        }
        if (time.get().isBefore(FIRST) || time.get().isAfter(LAST)) {
            throw invalid(text);
        }
        return time.get();
    }

    /** The form that nearly all projects use needs none of the library's classes. */
    private static boolean isUtc(String text) {
        return text != null && UTC.matcher(text).matches();
    }

    /** Separate class, so that the library is only loaded for other forms. */
    private static final class AnyForm {

        static Optional<Instant> parse(String text) {
            return MavenArchiver.parseBuildOutputTimestamp(text);
        }
    }

    private static UserException invalid(String text) {
        return UserException.of("`" + text + "` is not a valid time for the files of an archive\n    from: the property"
                        + " project.build.outputTimestamp")
                .hint("set a time between 1980 and 2099, for example `2026-01-01T00:00:00Z`, or seconds since 1970");
    }
}
