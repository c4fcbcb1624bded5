package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.archiver.MavenArchiver;

/** The time that every file of an archive gets, so that two builds of one source make the same bytes. */
final class OutputTimestamp {

    /** What the entries of a zip can say. */
    private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2099-12-31T23:59:59Z");

    private OutputTimestamp() {}

    /**
     * @param text as {@code project.build.outputTimestamp} has it; null or a single character: not said
     * @param otherwise the time where nothing is said
     */
    static Instant parse(String text, Instant otherwise) {
        Optional<Instant> time;
        try {
            time = MavenArchiver.parseBuildOutputTimestamp(text);
        } catch (IllegalArgumentException e) {
            throw none(text);
        }
        if (time.filter(one -> one.isBefore(FIRST) || one.isAfter(LAST)).isPresent()) {
            throw none(text);
        }
        return time.orElse(otherwise);
    }

    private static UserException none(String text) {
        return UserException.of(
                        "`" + text + "` is no time that the files of an archive can have\n    from: the property"
                                + " project.build.outputTimestamp")
                .hint("a time between 1980 and 2099, for example `2026-01-01T00:00:00Z`, or its seconds since 1970");
    }
}
