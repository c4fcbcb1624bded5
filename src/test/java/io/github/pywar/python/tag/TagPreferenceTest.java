package io.github.pywar.python.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.text.SyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagPreferenceTest {

    private static final TagPreference DEBIAN = TagPreference.cpython(3, 11, false, PlatformTags.glibc("x86_64", 28));

    @Test
    void prefersTheNewestPlatform() {
        assertThat(best("cp311-cp311-manylinux_2_28_x86_64")).isLessThan(best("cp311-cp311-manylinux_2_17_x86_64"));
        assertThat(best("cp311-cp311-manylinux_2_5_x86_64")).isLessThan(best("cp39-abi3-manylinux_2_28_x86_64"));
        assertThat(best("cp39-abi3-manylinux1_x86_64")).isLessThan(best("py3-none-any"));
    }

    @Test
    void ranksAWheelByItsBestTag() {
        assertThat(best("cp311-cp311-manylinux2014_x86_64.manylinux_2_28_x86_64"))
                .isEqualTo(best("cp311-cp311-manylinux_2_28_x86_64"));
    }

    @Test
    void rejectsOtherSystems() {
        assertThat(List.of(
                        "cp311-cp311-manylinux_2_29_x86_64",
                        "cp311-cp311-manylinux_2_17_aarch64",
                        "cp311-cp311-musllinux_1_1_x86_64",
                        "cp312-abi3-manylinux_2_17_x86_64",
                        "cp311-cp311t-linux_x86_64"))
                .allMatch(tag -> DEBIAN.best(WheelTag.parseSet(tag)).isEmpty());
    }

    @Test
    void rejectsAbi3ForFreeThreadedPython() {
        TagPreference free = TagPreference.cpython(3, 14, true, List.of("linux_x86_64"));

        assertThat(free.best(WheelTag.parseSet("cp39-abi3-linux_x86_64"))).isEmpty();
        assertThat(free.best(WheelTag.parseSet("cp314-cp314t-linux_x86_64"))).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "14, false, cp314-cp314-linux_x86_64, true",
        "14, false, cp314-cp314t-linux_x86_64, false",
        "14, false, cp312-abi3-linux_x86_64, true",
        "14, false, cp315-cp315-linux_x86_64, false",
        "14, false, py314-none-any, true",
        "14, true, cp314-cp314-linux_x86_64, false",
        "14, true, py3-none-any, true",
        "15, false, cp315-cp315-linux_x86_64, true",
        "15, false, cp314-abi3-linux_x86_64, true",
        "15, false, cp315-abi3t-linux_x86_64, false",
        "15, true, cp315-cp315t-linux_x86_64, true",
        "15, true, cp315-abi3t-linux_x86_64, true",
        "15, true, cp315-abi3.abi3t-linux_x86_64, true",
        "15, true, cp314-abi3-linux_x86_64, false",
    })
    void fitsThePythonsOf2025And2026(int minor, boolean freeThreaded, String tags, boolean fits) {
        TagPreference python = TagPreference.cpython(3, minor, freeThreaded, List.of("linux_x86_64"));

        assertThat(python.best(WheelTag.parseSet(tags)).isPresent()).isEqualTo(fits);
    }

    @Test
    void parsesTagsInLowerCase() {
        assertThat(WheelTag.parseSet("CP311-none-ANY")).containsExactly(new WheelTag("cp311", "none", "any"));
    }

    @ParameterizedTest
    @CsvSource({
        "py2..py3-none-any, 0, 8, has an empty member",
        "py3-none.-any, 4, 9, has an empty member",
        "py3-none-.any, 9, 13, has an empty member",
        "py3.3-none-any, 4, 5, `3` is not an interpreter",
        "py2.py3.+-none-any, 8, 9, `+` is not an interpreter",
        "py3-none, 0, 8, expected `python-abi-platform`",
    })
    void marksTheFaultyPart(String tags, int start, int end, String problem) {
        assertThatThrownBy(() -> WheelTag.parseSet(tags))
                .isInstanceOfSatisfying(SyntaxException.class, error -> {
                    assertThat(error.position()).isEqualTo(start);
                    assertThat(error.end()).isEqualTo(end);
                })
                .hasMessageContaining(problem);
    }

    @Test
    void acceptsTheLargestNumberOfTags() {
        String largest = "a" + ".a".repeat(15) + "-b" + ".b".repeat(15) + "-c" + ".c".repeat(15);

        assertThat(WheelTag.parseSet(largest)).containsExactly(new WheelTag("a", "b", "c"));
        assertThatThrownBy(() -> WheelTag.parseSet(largest.replace("-b", "-b.b")))
                .isInstanceOf(SyntaxException.class);
    }

    @Test
    void limitsTheNumberOfTags() {
        String bomb = "a" + ".a".repeat(99) + "-b" + ".b".repeat(99) + "-c" + ".c".repeat(99);

        assertThatThrownBy(() -> WheelTag.parseSet(bomb))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("more than 4096 tags");
    }

    private static int best(String tags) {
        return DEBIAN.best(WheelTag.parseSet(tags)).orElseThrow();
    }
}
