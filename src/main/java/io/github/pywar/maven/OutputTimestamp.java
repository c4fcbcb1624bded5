package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.archiver.MavenArchiver;

/** Modification time of all files in an archive, so that two builds of the same source are identical. */
final class OutputTimestamp {

    /** Range of the times in a zip file. */
    private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2099-12-31T23:59:59Z");

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
            time = MavenArchiver.parseBuildOutputTimestamp(text);
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
        if (time.filter(one -> one.isBefore(FIRST) || one.isAfter(LAST)).isPresent()) {
            throw invalid(text);
        }
        return time.orElse(fallback);
    }

    private static UserException invalid(String text) {
        return UserException.of("`" + text + "` is not a valid time for the files of an archive\n    from: the property"
                        + " project.build.outputTimestamp")
                .hint("set a time between 1980 and 2099, for example `2026-01-01T00:00:00Z`, or seconds since 1970");
    }
}
