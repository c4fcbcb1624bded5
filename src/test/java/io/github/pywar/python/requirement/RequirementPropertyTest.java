package io.github.pywar.python.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.text.SyntaxException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequirementPropertyTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void parsesItsNormalText(@ForAll("requirements") String text) {
        Requirement requirement = Requirement.parse(text);

        assertThat(Requirement.parse(requirement.toString())).isEqualTo(requirement);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void reportsAPositionForAnyOtherText(@ForAll("noise") String text) {
        try {
            Requirement requirement = Requirement.parse(text);
            assertThat(Requirement.parse(requirement.toString())).isEqualTo(requirement);
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> requirements() {
        Arbitrary<String> names = Arbitraries.of("flask", "Foo_Bar", "a.b-c", "x1");
        Arbitrary<String> extras = Arbitraries.of("", "[]", "[a]", " [ B_c , a ] ");
        Arbitrary<String> rest = Arbitraries.of(
                "",
                ">=1",
                " (>=1,<2) ",
                "==1.*",
                "===odd+text",
                "~= 1.4.2 , != 1.4.5",
                "<2;os_name=='a'",
                "@ https://x.example/a",
                "@file:///a;b ; python_version < '3'",
                " ; extra == 'x' and (os_name == 'a' or os_name == 'b')");
        return Combinators.combine(names, extras, rest).as((name, extra, end) -> name + extra + end);
    }

    @Provide
    Arbitrary<String> noise() {
        List<String> pieces = List.of(
                "flask",
                "[",
                "]",
                "(",
                ")",
                ",",
                ";",
                "@",
                " ",
                "\t",
                "\n",
                ">=",
                "==",
                "===",
                "~=",
                "1.0",
                ".*",
                "+x",
                "extra",
                "'a'",
                "\"",
                "and",
                "https://x.example/",
                "\u00e9");
        return Arbitraries.of(pieces).list().ofMaxSize(10).map(parts -> String.join("", parts));
    }
}
