package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.testing.Golden;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void keepsTheText() {
        assertThat(Version.parse(" v1.0-Alpha.1 ").text()).isEqualTo("v1.0-Alpha.1");
        assertThat(Version.parse(" v1.0-Alpha.1 ")).hasToString("1.0a1");
    }

    @Test
    void comparesNumbersBeyondALong() {
        Version small = Version.parse("1.99999999999999999999");
        Version large = Version.parse("1.100000000000000000000");
        assertThat(large).isGreaterThan(small).isEqualTo(Version.parse("1.000100000000000000000000"));
    }

    @Test
    void comparesNumbersOfThousandsOfDigits() {
        String longest = "9".repeat(4300);
        assertThat(Version.parse("1." + longest)).isGreaterThan(Version.parse("1." + "9".repeat(4299)));
        assertThat(Version.parse("2")).isGreaterThan(Version.parse("1." + longest));
        assertThat(Version.tryParse("1." + "1".repeat(4301))).isEmpty();
    }

    /** Python counts leading zeros, too. */
    @Test
    void countsLeadingZeros() {
        assertThat(Version.tryParse("1." + "0".repeat(4299) + "7")).hasToString("Optional[1.7]");
        assertThat(Version.tryParse("1." + "0".repeat(4300) + "7")).isEmpty();
        assertThat(Version.tryParse("1.0+" + "0".repeat(4301))).isEmpty();
    }

    @Test
    void reportsInvalidVersions() {
        assertThatThrownBy(() -> Version.parse("1.0-special"))
                .satisfies(e -> Golden.assertMatches("version/not-a-version.txt", e.getMessage()));
        assertThatThrownBy(() -> VersionSpecifiers.parse(">=1.0.*"))
                .satisfies(e -> Golden.assertMatches("version/not-a-specifier.txt", e.getMessage()));
    }
}
