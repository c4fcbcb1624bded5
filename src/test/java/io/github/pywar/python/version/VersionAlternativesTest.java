package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionAlternativesTest {

    private static final VersionSpecifiers EITHER = either("==1.*", ">=3,<4");

    @Test
    void holdIfOneOfThemHolds() {
        assertThat(EITHER.accepts(Version.parse("1.5"))).isTrue();
        assertThat(EITHER.accepts(Version.parse("2.5"))).isFalse();
        assertThat(EITHER.range())
                .isEqualTo(VersionSpecifiers.parse("==1.*")
                        .range()
                        .union(VersionSpecifiers.parse(">=3,<4").range()));
        assertThat(EITHER.filter(List.of("1.0", "2.0", "3.0"), Optional.empty()))
                .containsExactly("1.0", "3.0");
    }

    @Test
    void compareTexts() {
        VersionSpecifiers texts = either("===1.0", "===2.0");

        assertThat(texts.hasArbitrary()).isTrue();
        assertThat(texts.accepts(Version.parse("2.0"))).isTrue();
        assertThat(texts.accepts(Version.parse("2"))).isFalse();
    }

    @Test
    void combineWithOtherSpecifiers() {
        assertThat(EITHER.and(VersionSpecifiers.parse("!=3.1"))).hasToString("!=3.1,==1.* || !=3.1,<4,>=3");
        assertThat(either("==1", "==2").and(either("<5", ">0"))).hasToString("<5,==1 || ==1,>0 || <5,==2 || ==2,>0");
        assertThat(EITHER.and(VersionSpecifiers.ANY)).isEqualTo(EITHER).hasSameHashCodeAs(EITHER);
    }

    @Test
    void pinIfEachOfThemPins() {
        assertThat(either("==1.0", "==2.0").pins()).isTrue();
        assertThat(either("==1.0", ">=2.0").pins()).isFalse();
        assertThat(either("==1.0", "==2.0rc1").namesPrerelease()).isTrue();
    }

    @Test
    void collapseWhereOneIsEnough() {
        assertThat(either("", ">=2").isAny()).isTrue();
        assertThat(EITHER.isAny()).isFalse();
        assertThat(either(">=2", ">=2")).isEqualTo(VersionSpecifiers.parse(">=2"));
    }

    private static VersionSpecifiers either(String one, String other) {
        return VersionSpecifiers.anyOf(List.of(VersionSpecifiers.parse(one), VersionSpecifiers.parse(other)));
    }
}
