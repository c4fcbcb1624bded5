package io.github.pywar.python.marker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MarkerPropertyTest {

    private static final Set<ExtraName> EXTRAS = Set.of(ExtraName.parse("a"));

    @Property(edgeCases = EdgeCasesMode.NONE)
    void parsesItsNormalText(@ForAll("markers") String text) {
        Marker marker = Marker.parse(text);

        assertThat(Marker.parse(marker.toString())).hasToString(marker.toString());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void evaluatesItsNormalTextEqually(
            @ForAll("markers") String text, @ForAll("environments") MarkerEnvironment environment) {
        Marker marker = Marker.parse(text);

        assertThat(Marker.parse(marker.toString()).evaluate(environment, EXTRAS))
                .isEqualTo(marker.evaluate(environment, EXTRAS));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void joinsResultsOfItsParts(
            @ForAll("markers") String one,
            @ForAll("markers") String other,
            @ForAll("environments") MarkerEnvironment environment) {
        Marker left = Marker.parse(one);
        Marker right = Marker.parse(other);
        boolean first = left.evaluate(environment, EXTRAS);
        boolean second = right.evaluate(environment, EXTRAS);

        assertThat(left.and(right).evaluate(environment, EXTRAS)).isEqualTo(first && second);
        assertThat(left.or(right).evaluate(environment, EXTRAS)).isEqualTo(first || second);
        assertThat(Marker.parse(left.and(right).toString())).isEqualTo(left.and(right));
        assertThat(Marker.parse(left.or(right).toString())).isEqualTo(left.or(right));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void holdsIfAnyMicroVersionFits(@ForAll("markers") String text) {
        Marker marker = Marker.parse(text);
        boolean any = IntStream.range(0, 40).anyMatch(micro -> marker.evaluate(python("3.11", micro), EXTRAS));

        assertThat(marker.evaluate(python("3.11", 0).withOpenMicro(), EXTRAS)).isEqualTo(any);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void parsesItsLiterals(@ForAll String value) {
        String quoted = StringLiteral.quote(value);

        assertThat(Marker.parse("os_name == " + quoted)).hasToString("os_name == " + quoted);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void reportsErrorsOfAnyText(@ForAll("noise") String text) {
        try {
            assertThat(Marker.parse(Marker.parse(text).toString())).isEqualTo(Marker.parse(text));
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> markers() {
        return markers(3);
    }

    private Arbitrary<String> markers(int depth) {
        return depth == 0
                ? comparisons()
                : Arbitraries.oneOf(
                        comparisons(),
                        joined(" and ", depth - 1),
                        joined(" or ", depth - 1),
                        markers(depth - 1).map(marker -> "( " + marker + " )"));
    }

    private Arbitrary<String> joined(String word, int depth) {
        return Combinators.combine(markers(depth), markers(depth)).as((one, other) -> one + word + other);
    }

    private Arbitrary<String> comparisons() {
        Arbitrary<String> versions = Combinators.combine(
                        Arbitraries.of("python_version", "python_full_version", "implementation_version"),
                        Arbitraries.of("==", "!=", "<", "<=", ">", ">=", "~="),
                        Arbitraries.of("3.8", "3.11", "3.11.3", "3.11.7", "3.12", "3.11.0rc1"))
                .as((name, operator, version) -> name + operator + "'" + version + "'");
        Arbitrary<String> texts = Combinators.combine(
                        Arbitraries.of("sys_platform", "os.name", "python_implementation", "extra"),
                        Arbitraries.of(" == ", " != ", " <= ", " in ", " not in "),
                        Arbitraries.of("linux", "win32", "a", "a b", "A_b", "it's"))
                .as((name, operator, text) -> name + operator + '"' + text + '"');
        Arbitrary<String> turned = Arbitraries.of("'3.9' <= python_version", "'lin' in sys_platform", "'b' == extra");
        return Arbitraries.oneOf(versions, texts, turned);
    }

    @Provide
    Arbitrary<MarkerEnvironment> environments() {
        return Combinators.combine(
                        Arbitraries.of("3.8", "3.11", "3.12"),
                        Arbitraries.integers().between(0, 12))
                .as(MarkerPropertyTest::python);
    }

    @Provide
    Arbitrary<String> noise() {
        List<String> pieces = List.of(
                "(", ")", "and", "or", "not", "in", " ", "==", "<", "'", "\"", "\\", "os_name", "extra", "x", "'a'",
                "\n");
        return Arbitraries.of(pieces).list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    private static MarkerEnvironment python(String minor, int micro) {
        return MarkerEnvironment.of(Map.of(
                "python_version",
                minor,
                "python_full_version",
                minor + "." + micro,
                "implementation_version",
                minor + "." + micro,
                "os_name",
                "posix",
                "sys_platform",
                "linux",
                "platform_python_implementation",
                "CPython"));
    }
}
