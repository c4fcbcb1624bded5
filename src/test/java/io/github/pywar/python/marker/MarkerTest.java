package io.github.pywar.python.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.testing.Golden;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkerTest {

    private static final MarkerEnvironment LINUX = MarkerEnvironment.of(Map.of(
            "python_version", "3.11",
            "python_full_version", "3.11.7",
            "sys_platform", "linux",
            "platform_release", "6.1.0"));
    private static final Set<ExtraName> A_AND_B = Set.of(ExtraName.parse("a"), ExtraName.parse("b"));

    @Test
    void evaluatesAndBeforeOr() {
        assertThat(holds("sys_platform == 'linux' or sys_platform == 'x' and python_version < '3'"))
                .isTrue();
        assertThat(holds("(sys_platform == 'linux' or sys_platform == 'x') and python_version < '3'"))
                .isFalse();
    }

    @Test
    void comparesVersionsOnBothSides() {
        assertThat(holds("python_version >= '3.9'")).isTrue();
        assertThat(holds("'3.8' <= python_version")).isTrue();
        assertThat(holds("'3.12' <= python_version")).isFalse();
        assertThat(holds("python_full_version < '3.11.10'")).isTrue();
    }

    @Test
    void searchesSubstringsWithIn() {
        assertThat(holds("python_version in '3.10 3.11'")).isTrue();
        assertThat(holds("python_version not in '3.10, 3.11'")).isFalse();
    }

    @Test
    void rejectsAnOrderOfStrings() {
        assertThat(holds("sys_platform > 'a'")).isFalse();
        assertThat(holds("sys_platform < 'z'")).isFalse();
        assertThat(holds("sys_platform >= 'linux'")).isTrue();
        assertThatThrownBy(() -> holds("sys_platform ~= 'linux'"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("applies only to versions");
    }

    @Test
    void comparesExtrasAsASet() {
        assertThat(holds("extra == 'a'", A_AND_B)).isTrue();
        assertThat(holds("extra != 'a'", A_AND_B)).isFalse();
        assertThat(holds("extra == 'a' and extra == 'b'", A_AND_B)).isTrue();
        assertThat(holds("extra != 'c'", A_AND_B)).isTrue();
    }

    @Test
    void equalsNoExtraWithoutExtras() {
        assertThat(holds("extra == 'a'")).isFalse();
        assertThat(holds("extra != 'a'")).isTrue();
    }

    /** Metadata has {@code extra}, locks have {@code extras} and {@code dependency_groups} (PEP 751). */
    @Test
    void separatesVariablesOfLocksAndMetadata() {
        MarkerEnvironment lock = LINUX.forLock(A_AND_B, Set.of(ExtraName.parse("test")));

        assertThat(Marker.parse("'B' in extras and 'c' not in extras").evaluate(lock, Set.of()))
                .isTrue();
        assertThat(Marker.parse("'test' in dependency_groups").evaluate(lock, Set.of()))
                .isTrue();
        assertThatThrownBy(() -> Marker.parse("extra == 'a'").holds(lock)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> holds("'a' in extras", A_AND_B)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> holds("'a' in dependency_groups")).isInstanceOf(UserException.class);
    }

    @Test
    void normalizesNamesOfExtras() {
        assertThat(holds("extra == 'A'", A_AND_B)).isTrue();
        assertThat(Marker.parse("extra == 'Foo__Bar'")).hasToString("extra == \"foo-bar\"");
    }

    @Test
    void holdsIfAnyMicroVersionFits() {
        MarkerEnvironment open = LINUX.withOpenMicro();
        Marker below = Marker.parse("python_full_version < '3.11.3'");
        Marker from = Marker.parse("python_full_version >= '3.11.3'");

        assertThat(below.evaluate(open)).isTrue();
        assertThat(from.evaluate(open)).isTrue();
        assertThat(below.dependsOnMicro(open)).isTrue();
        assertThat(below.evaluate(LINUX)).isFalse();
        assertThat(from.dependsOnMicro(LINUX)).isFalse();
    }

    @Test
    void evaluatesAllPartsWithTheSameMicroVersion() {
        MarkerEnvironment open = LINUX.withOpenMicro();

        assertThat(Marker.parse("python_full_version < '3.11.3' and python_full_version > '3.11.5'")
                        .evaluate(open))
                .isFalse();
        assertThat(Marker.parse("python_full_version < '3.11'").evaluate(open)).isFalse();
        assertThat(Marker.parse("python_full_version < '3.12'").dependsOnMicro(open))
                .isFalse();
    }

    @Test
    void quotesStringsForItsNormalText() {
        for (String text : new String[] {
            "os_name == 'say \"hi\"'", "os_name == \"it's\"", "os_name == 'a\\\\b'", "os_name == '\\x22\\x27\\n'"
        }) {
            Marker marker = Marker.parse(text);
            assertThat(Marker.parse(marker.toString())).isEqualTo(marker);
        }
        assertThat(Marker.parse("os_name == '\\x22\\x27'")).hasToString("os_name == '\"\\x27'");
    }

    @Test
    void decodesPythonEscapes() {
        assertThat(Marker.parse("os_name == '\\N{BULLET}\\x41\\102'")).hasToString("os_name == \"\u2022AB\"");
        assertThat(Marker.parse("os_name == 'po\\\nsix'")).hasToString("os_name == \"posix\"");
        assertThat(Marker.parse("os_name == 'po\\\r\nsix'")).hasToString("os_name == \"posix\"");
        assertThatThrownBy(() -> Marker.parse("os_name == '\\N{NO SUCH SIGN}'")).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Marker.parse("os_name == '\\N'")).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Marker.parse("os_name == '\\N{BULLET'")).isInstanceOf(SyntaxException.class);
    }

    @Test
    void joinsMarkersWithParentheses() {
        Marker either = Marker.parse("os_name == 'a' or os_name == 'b'");

        assertThat(either.and(Marker.parse("python_version > '3'")))
                .hasToString("(os_name == \"a\" or os_name == \"b\") and python_version > \"3\"");
    }

    @Test
    void limitsNestedParentheses() {
        assertThatThrownBy(() -> Marker.parse("(".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("more than 100 nested parentheses");
    }

    @Test
    void findsItsVariables() {
        Marker marker = Marker.parse("python_version > '3' and (os.name == 'nt' or extra == 'x')");

        assertThat(marker.mentions("extra")).isTrue();
        assertThat(marker.mentions("os_name")).isTrue();
        assertThat(marker.mentions("sys_platform")).isFalse();
    }

    @Test
    void reportsThePositionOfErrors() {
        Golden.assertMatches("marker/unknown-variable.txt", errorOf("python_version > '3' and python_verson < '4'"));
        Golden.assertMatches("marker/no-operator.txt", errorOf("python_version '3'"));
        Golden.assertMatches("marker/open-parenthesis.txt", errorOf("(os_name == 'nt' or os_name == 'posix'"));
        Golden.assertMatches("marker/open-quote.txt", errorOf("os_name == 'nt"));
    }

    private static String errorOf(String text) {
        try {
            return "accepted: " + Marker.parse(text);
        } catch (SyntaxException e) {
            return e.getMessage();
        }
    }

    private static boolean holds(String marker) {
        return Marker.parse(marker).evaluate(LINUX);
    }

    private static boolean holds(String marker, Set<ExtraName> extras) {
        return Marker.parse(marker).evaluate(LINUX, extras);
    }
}
