package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {

    /** Scores of published vulnerabilities, and of the examples of FIRST for version 4.0. */
    @ParameterizedTest
    @CsvSource({
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, critical",
        "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:N/A:N, 5.3, medium",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1, medium",
        "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N, 1.8, low",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, 0.0, none",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 9.3, critical",
        "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 7.3, high",
        "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 7.7, high"
    })
    void ratesVectors(String vector, double score, String severity) {
        assertThat(CvssScore.of(vector)).hasValue(score);
        assertThat(Severity.ofScore(score)).hasToString(severity);
    }

    @ParameterizedTest
    @CsvSource({"7.5", "''", "CVSS:3.1/AV:N", "CVSS:5.0/AV:N/AC:L", "AV:N/AC:L/PR:N/UI:N/S:U/C:H"})
    void ignoresOtherTexts(String vector) {
        assertThat(CvssScore.of(vector)).isEmpty();
    }

    @Test
    void usesTheHighestVectorThenTheNameOfTheDatabase() {
        Advisory vectors = Osv.advisory(Osv.record(
                "X-1",
                "web",
                "\"database_specific\": {\"severity\": \"LOW\"}, \"severity\": [{\"type\": \"CVSS_V3\", \"score\":"
                        + " \"CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N\"}, {\"type\": \"CVSS_V4\", \"score\":"
                        + " \"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N\"}]|"
                        + Osv.events("introduced=0")));
        Advisory named = Osv.advisory(Osv.record(
                "X-1", "web", "\"database_specific\": {\"severity\": \"MODERATE\"}|" + Osv.events("introduced=0")));
        Advisory bare = Osv.advisory(Osv.record("X-1", "web", Osv.events("introduced=0")));

        assertThat(vectors.severity()).contains(Severity.HIGH);
        assertThat(named.severity()).contains(Severity.MEDIUM);
        assertThat(bare.severity()).isEmpty();
    }

    @Test
    void refusesAnUnknownLimit() {
        Golden.assertMatches(
                "audit/fail-on.txt",
                catchThrowableOfType(UserException.class, () -> Severity.parseLimit("serious"))
                        .getMessage());
        assertThat(Severity.parseLimit("None")).isEmpty();
        assertThat(Severity.parseLimit("MEDIUM")).contains(Severity.MEDIUM);
    }
}
