package io.github.pywar.python.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** String literals as Python reads them. In the tables `~` is a backslash. */
class StringLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "~0, 0",
        "~7, 7",
        "~8, 92 56",
        "~77, 63",
        "~377, 255",
        "~777, 511",
        "~1012, 65 50",
        "~18, 1 56",
        "~x41, 65",
        "~xfFg, 255 103",
        "~u00e9, 233",
        "~U0001F600, 128512",
        "~N{BULLET}x, 8226 120",
        "~a~b~f~n~r~t~v, 7 8 12 10 13 9 11",
        "~q, 92 113",
        "~~, 92",
        "~\", 34",
    })
    void decodesEscapes(String text, String codes) {
        String value = read('\'' + text + '\'');

        assertThat(String.join(
                        " ", value.codePoints().mapToObj(Integer::toString).toList()))
                .isEqualTo(codes);
    }

    @Test
    void continuesOnTheNextLine() {
        assertThat(read("'a~\nb'")).isEqualTo("ab");
        assertThat(read("'a~\r\nb'")).isEqualTo("ab");
        assertThat(read("'a~\rb'")).isEqualTo("ab");
    }

    @ParameterizedTest
    @CsvSource({
        "'~x4', an escape needs 2 hexadecimal digits",
        "'~u12', an escape needs 4 hexadecimal digits",
        "'~u123g', an escape needs 4 hexadecimal digits",
        "'~U1234567', an escape needs 8 hexadecimal digits",
        "'~UFFFFFFFF', Not a marker: not a Python string",
        "'~N', needs a name in braces",
        "'~N{BULLET', needs a name in braces",
        "'~', a backslash is at the end",
    })
    void refusesIncompleteEscapes(String text, String message) {
        assertThatThrownBy(() -> read('"' + text + '"'))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a~\0b"})
    void refusesControlCharactersThatPythonRefuses(String text) {
        assertThatThrownBy(() -> read('"' + text + '"')).isInstanceOf(SyntaxException.class);
    }

    @Test
    void marksTheLiteral() {
        assertThatThrownBy(() -> read("'~x'")).isInstanceOfSatisfying(SyntaxException.class, error -> {
            assertThat(error.position()).isZero();
            assertThat(error.end()).isEqualTo(4);
        });
        assertThatThrownBy(() -> read("'ab"))
                .isInstanceOfSatisfying(SyntaxException.class, error -> {
                    assertThat(error.position()).isZero();
                    assertThat(error.end()).isEqualTo(3);
                })
                .hasMessageContaining("the quote is not closed");
    }

    @Test
    void endsAtTheNextEqualQuote() {
        Cursor cursor = new Cursor("\"it's\" rest");

        assertThat(StringLiteral.read(cursor)).isEqualTo("it's");
        assertThat(cursor.rest()).isEqualTo(" rest");
    }

    @Test
    void quotesAnyText() {
        assertThat(StringLiteral.quote("a")).isEqualTo("\"a\"");
        assertThat(StringLiteral.quote("say \"hi\"")).isEqualTo("'say \"hi\"'");
        assertThat(StringLiteral.quote("'\"")).isEqualTo("'\\x27\"'");
        assertThat(StringLiteral.quote("\u001f \\é")).isEqualTo("\"\\x1f \\\\é\"");
    }

    private static String read(String text) {
        return StringLiteral.read(new Cursor(text.replace('~', '\\')));
    }
}
