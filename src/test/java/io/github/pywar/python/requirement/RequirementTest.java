package io.github.pywar.python.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.testing.Golden;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

    @Test
    void printsTheNormalForm() {
        assertThat(Requirement.parse("Foo_Bar [ B, a ] ( >=1.0 , <2 ) ; os.name=='posix'"))
                .hasToString("foo-bar[a,b]<2,>=1.0; os_name == \"posix\"");
        assertThat(Requirement.parse("foo@https://example.org/a;b.whl ;os_name=='nt'"))
                .hasToString("foo @ https://example.org/a;b.whl ; os_name == \"nt\"");
    }

    @Test
    void acceptsAUrlWithASemicolonBeforeAMarker() {
        Requirement requirement = Requirement.parse("foo @ https://example.org/a; ; os_name == 'nt'");

        assertThat(requirement.url()).contains("https://example.org/a;");
        assertThat(requirement.marker())
                .hasValueSatisfying(marker -> assertThat(marker).hasToString("os_name == \"nt\""));
    }

    @Test
    void comparesNormalForms() {
        assertThat(Requirement.parse("Foo >=1,<2")).isEqualTo(Requirement.parse("foo<2,>=1,"));
    }

    @Test
    void appliesIfItsMarkerHolds() {
        Requirement requirement = Requirement.parse("redis; extra == 'cache'");
        MarkerEnvironment environment = MarkerEnvironment.of(Map.of());

        assertThat(requirement.appliesTo(environment, Set.of())).isFalse();
        assertThat(requirement.appliesTo(environment, Set.of(ExtraName.parse("Cache"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flask\n",
                "flask\n>=1",
                "flask >=1\u00a0",
                "flask >=1\u0085",
                "flask (>=1\u0085)",
                "flask>=1\n",
                "flask; os_name == 'nt'\n",
                "flask @ https://x.example/a\n"
            })
    void rejectsLineBreaks(String text) {
        assertThatThrownBy(() -> Requirement.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no-name             | >=1.0
                    no-version          | flask>=
                    no-operator         | flask 3.0
                    single-equals       | flask=3.0
                    missing-comma       | flask >=3.0 <4
                    wildcard            | flask>=3.0.*
                    local               | flask>=3.0+local
                    comma-first         | flask,>=3
                    comma-between       | flask,celery[redis]
                    comma-after         | flask>=3, celery
                    comma-version       | flask>=3,3.1
                    open-parenthesis    | flask (>=3.0
                    open-bracket        | flask[async
                    extras-comma        | flask[async dotenv]
                    no-url              | flask @
                    url-semicolon       | flask @ https://example.org/flask.whl; python_version > '3'
                    no-marker           | flask;
                    unknown-variable    | flask>=3; python_verson > '3'
                    sentence            | this is not a requirement
                    """)
    void reportsThePositionOfErrors(String name, String text) {
        Golden.assertMatches("requirement/" + name + ".txt", errorOf(text));
    }

    private static String errorOf(String text) {
        try {
            return "accepted: " + Requirement.parse(text);
        } catch (SyntaxException e) {
            return e.at(new SourceLocation("requirements.txt", 4)).getMessage();
        }
    }

    /** packaging 26.4 rejects each of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a===",
                "a === ",
                "a (===)",
                "a===,==1",
                "a @ http://x.example.org/\u00a0y",
                "a @ http://x.example.org/\u2003y",
                "a @ http://x.example.org/y\u3000",
                "a @ http://x.example.org/\u0085y",
                "a @ http://x.example.org/\u001cy",
                "a; os_name == '\\\0'",
                "a; os_name == '\0'",
                "a===x\u00a0y"
            })
    void rejectsWhatPackagingRejects(String text) {
        assertThatThrownBy(() -> Requirement.parse(text)).isInstanceOf(UserException.class);
    }
}
