package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PomVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.0",
        "1.2.0-SNAPSHOT, 1.2.0.dev0",
        "1.0-RC1, 1.0rc1",
        "1.0-RC1-SNAPSHOT, 1.0rc1.dev0",
        "1.0-beta-2, 1.0b2",
        "1.0.Final, 1.0+final",
        "1.0.Final-SNAPSHOT, 1.0.dev0",
        "1.0-20260101.123456-3, 1.0+20260101.123456.3",
        "2.1-jre11_x, 2.1+jre11.x",
        "main, 0+main",
        "main-SNAPSHOT, 0.dev0",
        "1.2-, 1.2",
    })
    void convertsAPomVersion(String pom, String expected) {
        assertThat(PomVersion.pep440(pom)).hasToString(expected);
    }
}
