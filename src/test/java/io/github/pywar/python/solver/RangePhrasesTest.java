package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of ranges in explanations: short, and only with versions that exist. */
class RangePhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "'', *",
        "'>0', *",
        "'==3', 3",
        "'==1', 1",
        "'<3', <=2",
        "'>3', >=4",
        "'>1,<4', '>=2,<=3'",
        "'!=3', '<=2 | >=4'",
        "'!=2,!=4', '1 | 3 | >=5'",
        "'!=2,!=4,!=6', '1 | 3 | 5 | >=7'",
    })
    void describesTheVersionsOfARange(String specifiers, String text) {
        String expected = text.equals("1 | 3 | 5 | >=7") ? "1 to 8 (5 versions)" : text;

        assertThat(RangePhrases.existing(versions("1 2 3 4 5 6 7 8"), range(specifiers)))
                .isEqualTo(expected);
    }

    @Test
    void showsARangeWithoutVersions() {
        assertThat(RangePhrases.existing(versions("1 2"), range(">5")))
                .isEqualTo(range(">5").toString());
        assertThat(RangePhrases.existing(List.of(), range(">5")))
                .isEqualTo(range(">5").toString());
    }

    @Test
    void shortensALongRangeWhoseVersionsAreNotKnown() {
        VersionRange parts = parts(4);
        String[] intervals = parts.toString().split(" \\| ");

        assertThat(RangePhrases.existing(List.of(), parts))
                .isEqualTo(RangePhrases.declared(List.of(), parts))
                .isEqualTo(intervals[0] + " | ... | " + intervals[intervals.length - 1]);
        assertThat(RangePhrases.existing(List.of(), parts(3))).isEqualTo(parts(3).toString());
        assertThat(RangePhrases.existing(versions("9!1"), parts)).isEqualTo(parts.toString());
    }

    @Test
    void showsADeclaredRangeItselfUpToItsLimit() {
        List<Version> many = versions(
                String.join(" ", IntStream.range(1, 30).mapToObj(i -> "1." + i).toList()));
        VersionRange three = range("!=1.1,!=1.2");
        VersionRange longer = parts(4);

        assertThat(RangePhrases.declared(many, three)).isEqualTo(three.toString());
        assertThat(longer.toString()).hasSizeGreaterThan(48);
        assertThat(RangePhrases.declared(many, longer)).isEqualTo("1.1 to 1.26 (20 versions)");
    }

    @Test
    void showsALongRangeOfAFewIntervals() {
        VersionRange few = intervals(">=1.1.1.1,<=1.2.1.1", ">=1.3.1.1,<=1.4.1.1", ">=1.5.1.1,<=1.6.1.1");

        assertThat(few.toString()).hasSizeGreaterThan(48);
        assertThat(RangePhrases.existing(List.of(), few)).isEqualTo(few.toString());
    }

    @Test
    void showsManyIntervalsOfTheGreatestLength() {
        VersionRange limit = intervals(">=1.1,<=15", ">=20.1,<25", ">=30.1,<35", ">=40,<=45");
        VersionRange longer = intervals(">=1.1,<=15", ">=20.1,<25", ">=30.1,<35", ">=40.1,<45");

        assertThat(limit.toString()).hasSize(48);
        assertThat(RangePhrases.existing(List.of(), limit)).isEqualTo(limit.toString());
        assertThat(RangePhrases.declared(versions("1 21 22"), limit)).isEqualTo(limit.toString());
        assertThat(longer.toString()).hasSize(49);
        assertThat(RangePhrases.existing(List.of(), longer)).isEqualTo(">=1.1,<=15 | ... | >=40.1,<45");
        assertThat(RangePhrases.declared(versions("1 21 22"), longer)).isEqualTo(">=21");
    }

    private static VersionRange intervals(String... specifiers) {
        return Arrays.stream(specifiers).map(RangePhrasesTest::range).reduce(VersionRange.none(), VersionRange::union);
    }

    /** Returns intervals of five minor versions, with a gap after each. */
    private static VersionRange parts(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> range(">=1." + (i * 7 + 1) + ",<=1." + (i * 7 + 5)))
                .reduce(VersionRange.none(), VersionRange::union);
    }

    private static VersionRange range(String specifiers) {
        return VersionSpecifiers.parse(specifiers).range();
    }

    private static List<Version> versions(String versions) {
        return Arrays.stream(versions.split(" ")).map(Version::parse).toList();
    }
}
