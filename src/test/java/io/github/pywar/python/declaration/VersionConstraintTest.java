package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionConstraintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', nullValues = "any", textBlock = """
                    ^1.2.3          ! <2,>=1.2.3
                    ^1              ! <2,>=1
                    ^0.2.3          ! <0.3,>=0.2.3
                    ^0.0.3          ! <0.0.4,>=0.0.3
                    ^0.0            ! <0.1,>=0.0
                    ^0              ! <1,>=0
                    ^0.0.0.5        ! <0.0.1,>=0.0.0.5
                    ^1.0rc1         ! <2,>=1.0rc1
                    ~1.2.3          ! <1.3,>=1.2.3
                    ~1.2            ! <1.3,>=1.2
                    ~1              ! <2,>=1
                    ~=1.4.5         ! ~=1.4.5
                    ~=1             ! <2,>=1
                    1.2             ! ==1.2
                    =1.2            ! ==1.2
                    1.*             ! ==1.*
                    1.2.*.*         ! ==1.2.*
                    *               ! any
                    x               ! any
                    >= 1.0, < 2     ! <2,>=1.0
                    >=1.0 <2        ! <2,>=1.0
                    >=1.0,<2,       ! <2,>=1.0
                    >=1.*           ! >=1
                    *, <2           ! <2
                    ^1 || ^3        ! <2,>=1 || <4,>=3
                    ^1 | ~3.1       ! <2,>=1 || <3.2,>=3.1
                    * || ^3         ! any
                    ^1 || ^1.0      ! <2,>=1
                    v1.0            ! ==v1.0
                    """)
    void translatesToSpecifiers(String constraint, String specifiers) {
        assertThat(VersionConstraint.parse(constraint)).hasToString(specifiers == null ? "" : specifiers);
    }

    @Test
    void excludesAVersionAndKeepsTheEpoch() {
        assertThat(VersionConstraint.parse("^1!2.3")).hasToString("<1!3,>=1!2.3");
        assertThat(VersionConstraint.parse("!=1.5,!=2.*")).hasToString("!=1.5,!=2.*");
    }

    @Test
    void acceptsTheVersionsOfEachAlternative() {
        VersionSpecifiers either = VersionConstraint.parse("^1.2 || ^3.0");

        assertThat(Stream.of("1.1", "1.9", "2.0a1", "2.5", "3.0rc1", "3.0", "4.0")
                        .filter(text -> either.accepts(Version.parse(text))))
                .containsExactly("1.9", "3.0");
        assertThat(either.and(VersionSpecifiers.parse(">=1.5"))).hasToString("<2,>=1.2,>=1.5 || <4,>=1.5,>=3.0");
        assertThat(either.range().contains(Version.parse("3.5"))).isTrue();
    }

    @Test
    void marksErrors() {
        Golden.assertMatches(
                "declaration/constraints.txt",
                List.of(
                                "",
                                "^",
                                "1.0 -- 2.0",
                                "^1.0+local",
                                "<>1",
                                "^1.*",
                                ">=1.0<2",
                                "1.0,,2.0",
                                "1 ||",
                                "===1.0",
                                "^1;2")
                        .stream()
                        .map(VersionConstraintTest::message)
                        .collect(Collectors.joining("\n\n")));
    }

    private static String message(String text) {
        return catchThrowableOfType(SyntaxException.class, () -> VersionConstraint.parse(text))
                .getMessage();
    }
}
