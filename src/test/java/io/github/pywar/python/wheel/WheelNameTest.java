package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelNameTest {

    @ParameterizedTest
    @CsvSource({
        "demo-1.0-py3-none-any-null.whl, true",
        "demo-1.0-cp314-cp314-linux_x86_64-x86_64_v3.whl, true",
        "demo-1.0-1-cp314-cp314-linux_x86_64-cu129.whl, true",
        "demo-1.0-1-py3-none-any.whl, false",
        "demo-1.0-py3-none-any.whl, false",
        "demo-1.0-py3-none-any-.whl, false",
    })
    void skipsVariants(String fileName, boolean isVariant) {
        assertThat(WheelName.isVariant(fileName)).isEqualTo(isVariant);
        if (isVariant) {
            assertThat(WheelName.tryParse(fileName)).isEmpty();
            assertThatThrownBy(() -> WheelName.parse(fileName)).hasMessageContaining("variants (draft PEP 825)");
        }
    }

    @Test
    void parsesItsParts() {
        WheelName name = WheelName.parse("Flask_Login-0.6.3-2b-py2.py3-none-any.whl");

        assertThat(name.name()).isEqualTo(PackageName.parse("flask-login"));
        assertThat(name.version()).isEqualTo(Version.parse("0.6.3"));
        assertThat(name.build()).hasToString("2b");
        assertThat(name.tags()).map(Object::toString).containsExactly("py2-none-any", "py3-none-any");
        assertThat(name).hasToString("Flask_Login-0.6.3-2b-py2.py3-none-any.whl");
    }

    @Test
    void ordersBuildTagsByNumberThenText() {
        assertThat(Stream.of("10", "2", "2b", "").map(WheelNameTest::build).sorted())
                .map(BuildTag::toString)
                .containsExactly("", "2", "2b", "10");
    }

    private static BuildTag build(String text) {
        return text.isEmpty() ? BuildTag.NONE : BuildTag.parse(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    flask-3.1.3.tar.gz           | it does not end in `.whl`
                    flask-3.1.3-py3-any.whl      | it has 4 parts between dashes instead of 5 or 6
                    flask-x.y-py3-none-any.whl   | x.y
                    flask-3.1-b-py3-none-any.whl | the build tag `b` does not begin with a digit
                    a__b-3.1-py3-none-any.whl    | two underscores in a row
                    flask-3.1-py3-none-.whl      | empty member
                    """)
    void reportsInvalidNames(String fileName, String reason) {
        assertThatThrownBy(() -> WheelName.parse(fileName))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("`" + fileName + "` is not the file name of a wheel: ")
                .hasMessageContaining(reason);
    }

    @Test
    void parsesAnOldSourceNameOfAKnownProject() {
        PackageName project = PackageName.parse("zope-interface");

        assertThat(SdistName.tryParse("zope-interface-5.0-1.tar.gz", project))
                .contains(new SdistName(project, Version.parse("5.0.post1")));
        assertThat(SdistName.tryParse("zope.interface-5.0.tar.gz"))
                .contains(new SdistName(project, Version.parse("5.0")));
        assertThat(SdistName.tryParse("zope-interface-docs-5.0.tar.gz", project))
                .isEmpty();
    }
}
