package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';*",
                ">=1;>=1",
                "<2;<2",
                ">=1.0,<2;>=1.0,<2",
                "==1.5;==1.5",
                "==1.5.*;==1.5.*",
                "==1!1.9.*;==1!1.9.*",
                "==1.5.0.*;==1.5.0.*",
                ">=1.5.dev0,<1.7.dev0;>=1.5,<1.7",
                ">=1.5.dev0,<1!1.6.dev0;>=1.5,<1!1.6",
                "!=1.5;!=1.5",
                ">=1,!=1.5,<2;>=1,<2,!=1.5",
                "~=1.4.2;>=1.4.2,<1.5",
                "<0.dev0;no version",
                ">2.post1,<=2.post3;>2.post1,<=2.post3",
                "!=1.5.*;<1.5 | >=1.6"
            })
    void printsSpecifiers(String specifiers, String text) {
        assertThat(VersionSpecifiers.parse(specifiers).range()).hasToString(text);
    }

    @Test
    void findsEmptyIntervals() {
        assertThat(VersionSpecifiers.parse(">1.0a1,<1.0a2.dev0").range()).isEqualTo(VersionRange.none());
        assertThat(VersionSpecifiers.parse(">1.0.dev1,<1.0.dev2").range().isEmpty())
                .isTrue();
    }

    @Test
    void findsASingleVersion() {
        assertThat(VersionSpecifiers.parse("==1.0").range().single()).contains(Version.parse("1"));
        assertThat(VersionSpecifiers.parse("==1.*").range().single()).isEmpty();
    }

    @Test
    void excludesLocalVersionsOfAnExactVersion() {
        VersionRange range = VersionRange.exactly(Version.parse("1.0"));
        assertThat(range.contains(Version.parse("1.0.0"))).isTrue();
        assertThat(range.contains(Version.parse("1.0+cpu"))).isFalse();
    }
}
