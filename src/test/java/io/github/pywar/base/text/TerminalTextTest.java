package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void escapesControlCharacters() {
        Map<String, String> shown = Map.of(
                "a\u001b]0;title\u0007b", "a\\u001b]0;title\\u0007b",
                "a\u009b2Jb", "a\\u009b2Jb",
                "a\u202egpj.exe", "a\\u202egpj.exe",
                "a\u2066b\u2069", "a\\u2066b\\u2069",
                "a\rb", "a\\u000db",
                "a\0b\u007f", "a\\u0000b\\u007f",
                "a\tb\nc\r\nd", "a\tb\nc\r\nd",
                "$1 \\ Grüße → 🐍", "$1 \\ Grüße → 🐍");

        shown.forEach((text, expected) -> assertThat(TerminalText.of(text)).isEqualTo(expected));
    }

    @Test
    void changesNothingElse() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(40, 0, 0x2100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            String found = TerminalText.of(text);

            assertThat(found.replace("\r\n", "").chars())
                    .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' || c == 0x202e);
            assertThat(TerminalText.of(found)).isEqualTo(found);
        }
    }
}
