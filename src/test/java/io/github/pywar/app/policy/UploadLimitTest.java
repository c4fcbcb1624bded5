package io.github.pywar.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadLimitTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
        "2026-01-31 08:30:15, 2026-01-31T08:30:15Z",
        "7 days, 2026-03-03T12:00:00Z",
        "1 Day, 2026-03-09T12:00:00Z",
        "2 weeks, 2026-02-24T12:00:00Z",
        "36hours, 2026-03-09T00:00:00Z",
        "P7D, 2026-03-03T12:00:00Z",
        "P1M, 2026-02-10T12:00:00Z",
        "PT36H, 2026-03-09T00:00:00Z",
        "P1DT12H, 2026-03-09T00:00:00Z",
    })
    void parsesATimeOrADuration(String text, String time) {
        assertThat(UploadLimit.parse(text, NOW)).isEqualTo(new UploadLimit(text, Instant.parse(time)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "soon", "7 months", "-7 days", "P-7D", "2026-02-30", "99999999 days", ""})
    void rejectsOtherTexts(String text) {
        assertThat(catchThrowableOfType(UserException.class, () -> UploadLimit.parse(text, NOW)))
                .hasMessageStartingWith("`" + text + "` is neither a time nor a duration");
    }

    @Test
    void roundsALimitToTheHour() {
        assertThat(UploadLimit.parse("7 days", NOW.plusSeconds(1799)))
                .isEqualTo(UploadLimit.parse("7 days", NOW.plusSeconds(1)));
    }

    @Test
    void roundsAShortLimitToTheMinute() {
        assertThat(UploadLimit.parse("30 minutes", NOW.plusSeconds(59)).time()).isEqualTo(NOW.minusSeconds(1800));
        assertThat(UploadLimit.parse("PT23H", NOW.plusSeconds(60)).time()).isEqualTo(NOW.minusSeconds(23 * 3600 - 60));
        assertThat(UploadLimit.parse("24 hours", NOW.plusSeconds(60)).time()).isEqualTo(NOW.minusSeconds(24 * 3600));
    }

    @Test
    void proposesTheNotation() {
        Golden.assertMatches(
                "spec/upload-limit.txt",
                catchThrowableOfType(UserException.class, () -> UploadLimit.parse("a week", NOW))
                        .getMessage());
    }
}
