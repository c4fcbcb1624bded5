package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPointsTest {

    @Test
    void keepsTheCaseOfNames() {
        EntryPoints points = EntryPoints.parse("""
                # made by hand
                [console_scripts]
                Flask=flask.cli:main
                flask = flask.cli:app.run [dotenv,async]

                [flask.commands]
                seed:all = shop.seed
                """);

        assertThat(points.consoleScripts("3.11")).map(EntryPoint::name).containsExactly("Flask", "flask");
        EntryPoint flask = points.group("console_scripts").get(1).requireScript();
        assertThat(flask.module()).isEqualTo("flask.cli");
        assertThat(flask.attribute()).contains("app.run");
        assertThat(points.group("flask.commands").get(0).attribute()).isEmpty();
        assertThat(points.group("gui_scripts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ../../outside | a:main  | its name is not a valid file name
                    ..            | a:main  | its name is not a valid file name
                    a\\b          | a:main  | its name is not a valid file name
                    hello         | hello   | its value has no attribute to call
                    hello         | hello:  | its value is not `module:attribute`
                    hello         | a b:c   | its value is not `module:attribute`
                    hello         | a:class | its value has no attribute to call
                    """)
    void rejectsInvalidScripts(String name, String value, String why) {
        assertThatThrownBy(() -> new EntryPoint("console_scripts", name, value).requireScript())
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "The entry point `" + name + " = " + value + "` in `[console_scripts]` is not a valid script: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x]\nabc", "[x]\n = b"})
    void rejectsInvalidLines(String text) {
        assertThatThrownBy(() -> EntryPoints.parse(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is neither a section nor `name = value`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe.ß:zähle", "größe.ß\u00A0:\u2003zähle [extra]"})
    void readsNamesInAnyLanguage(String value) {
        EntryPoint point = new EntryPoint("console_scripts", "count", value);

        assertThat(point.requireScript().module()).isEqualTo("größe.ß");
        assertThat(point.attribute()).contains("zähle");
    }

    @Test
    void ignoresAByteOrderMark() {
        EntryPoints points = EntryPoints.parse("\uFEFF[console_scripts]\r\na = shop:main\r\n");

        assertThat(points.group("console_scripts")).hasSize(1);
    }

    @Test
    void ignoresWhatPipIgnores() {
        EntryPoints points = EntryPoints.parse("a line\nlost = shop:lost\n[ console_scripts ]\nother = shop:other\n");

        assertThat(points.group("console_scripts")).isEmpty();
        assertThat(points.group(" console_scripts ")).map(EntryPoint::name).containsExactly("other");
    }
}
