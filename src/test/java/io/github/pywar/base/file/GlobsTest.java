package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/bc, false",
        "*.py, x.py, true",
        "*.py, a/x.py, false",
        "**/*.py, x.py, true",
        "**/*.py, a/b/x.py, true",
        "**, a/b, true",
        "a/**, a/b/c, true",
        "a/**, ab/c, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a/, a/b/c, true",
        "?.txt, a.txt, true",
        "?.txt, /.txt, false",
        "a.b, axb, false",
        "[x], [x], true",
        "a\\E(, a\\E(, true",
        "\uD83D\uDE00*, \uD83D\uDE00.txt, true",
        "?.txt, \uD83D\uDE00.txt, true",
        "??.txt, \uD83D\uDE00.txt, false",
    })
    void matchesLikeMaven(String glob, String path, boolean expected) {
        assertThat(Globs.of(List.of(glob)).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"**/*.pem, etc/SERVER.PEM", "**/.env*, .Env.local", "stra\u00DFe/*, STRA\u1E9EE/x"})
    void ignoresCaseIfAsked(String glob, String path) {
        assertThat(Globs.ofAnyCase(List.of(glob)).matches(path)).isTrue();
        assertThat(Globs.of(List.of(glob)).matches(path)).isFalse();
    }

    @Test
    void matchesDeepPaths() {
        String deep = "a/".repeat(200_000) + "x.py";

        assertThat(Globs.of(List.of("**/*.py")).matches(deep)).isTrue();
        assertThat(Globs.of(List.of("**/x/*.py", "a/**/b")).matches(deep)).isFalse();
    }
}
