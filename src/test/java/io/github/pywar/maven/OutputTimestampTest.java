package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTimestampTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T02:00:00+02:00, 2026-01-01T00:00:00Z",
        "1767225600, 2026-01-01T00:00:00Z",
        "x, 2026-03-10T12:00:00Z",
        ", 2026-03-10T12:00:00Z",
    })
    void parsesTimesLikeMaven(String text, Instant expected) {
        assertThat(OutputTimestamp.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01T00:00:00Z", "1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "-7"})
    void rejectsOtherTexts(String text) {
        assertThat(catchThrowableOfType(UserException.class, () -> OutputTimestamp.parse(text, NOW)))
                .hasMessageContaining("`" + text + "` is not a valid time");
    }

    @Test
    void reportsTheProperty() {
        Golden.assertMatches(
                "maven/output-timestamp.txt",
                catchThrowableOfType(UserException.class, () -> OutputTimestamp.parse("${git.time}", NOW))
                        .getMessage());
    }
}
