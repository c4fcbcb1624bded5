package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlParseResult;

class TomlLinesTest {

    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 10_000 : 1_000;

    /** Parts that the scanner must distinguish. */
    private static final List<String> PARTS = List.of(
            "\n\n\n\n\n\n\n\n\n\n\n\n",
            "# a comment\n#\"\"\"\n#'''\n  # x\n\t\n# [\n# y\n\r\n#\n#\n#\n#\n",
            " \t\n#\n \n#\n \n#\n \n#\n \n#\n \n#\n",
            "k%d = 1\n",
            "k%d = 'it''s'\n",
            "k%d = \"\\\"\" # \"\"\"\n",
            "k%d = '''\n\n\n\n\n\n\n\n\n\n\n\n# no comment\n'''\n",
            "k%d = \"\"\"\n\\\n\n\n\n\n\n\n\n\n\n\n\n  # \\\"\"\" x\n\"\"\"\n",
            "k%d = \"\"\"\"\"\"\n",
            "k%d = \"\"\"a\"\"\"\"\"\n",
            "k%d = ''''a'''''\n",
            "k%d = [\n\n\n\n\n\n\n\n\n\n\n#'''\n1,\n2 # \"\n]\n",
            "k%d = [ '#', \"#\", # [\n '''\n\n\n\n\n\n\n\n\n\n\n''' ]\n",
            "k%d = \"unclosed\n",
            "k%d = '''unclosed\n",
            "\"k%d\" = \"C:\\\\\"\n",
            "'k%d#' = 'C:\\'\n",
            "[t%d]\n",
            "[[a]]\n",
            "# bad \u0001\n",
            "#\u007f\n");

    /** The parser returns the same values and lines for the shortened text and for the original. */
    @Test
    void keepsTheMeaning() {
        Random random = new Random(9);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(8); part >= 0; part--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())).formatted(random.nextInt(1000)));
            }
            assertSame(text.toString());
        }
    }

    private static void assertSame(String text) {
        TomlParseResult original = org.tomlj.Toml.parse(text);
        TomlLines lines = TomlLines.of(text);
        TomlParseResult shortened = org.tomlj.Toml.parse(lines.text());
        assertSameErrors(text, original, lines, shortened);
        TomlLines outline = TomlLines.outline(text);
        assertSameErrors(text, original, outline, org.tomlj.Toml.parse(outline.text()));
        if (original.hasErrors()) {
            return;
        }
        assertThat(shortened.toJson()).as(text).isEqualTo(original.toJson());
        for (List<String> path : original.keyPathSet(true)) {
            assertThat(lines.original(shortened.inputPositionOf(path).line()))
                    .as("line of %s in %s", path, text)
                    .isEqualTo(original.inputPositionOf(path).line());
        }
    }

    private static void assertSameErrors(
            String text, TomlParseResult original, TomlLines lines, TomlParseResult shortened) {
        assertThat(shortened.hasErrors()).as(text).isEqualTo(original.hasErrors());
        if (original.hasErrors()) {
            assertThat(lines.original(shortened.errors().get(0).position().line()))
                    .as("line of the first error in %s", text)
                    .isEqualTo(original.errors().get(0).position().line());
        }
    }

    /** After an error, the parser takes the content of strings for lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = '''p\n'' \0\0=\"\"\"\\\n x\"\"\"\n[",
                "a = \"unclosed\n[",
                "a = \"\\q\"\n[",
                "a = '''\n[",
                "a = \"\"\"\\q\n["
            })
    @Timeout(30)
    void shortensRunsAfterAnError(String begin) {
        for (String line : List.of("\n", "#\n", "# '\n")) {
            byte[] bytes = (begin + line.repeat(3_000)).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Toml.document(bytes, "a.toml").root()).isInstanceOf(UserException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "# comment\n", " \t \n", "\r\n", "#\r\n", "#\n\n", "# bad \u0001\n"})
    @Timeout(30)
    void readsLongRunsInLinearTime(String line) {
        String text = "a = [\n" + line.repeat(100_000) + "1]\n" + line.repeat(100_000) + "b = 2\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        if (line.contains("\u0001")) {
            assertThatThrownBy(() -> Toml.document(bytes, "a.toml").root()).isInstanceOf(UserException.class);
            return;
        }
        TomlDocument document = Toml.document(bytes, "a.toml");
        assertThat(document.line(document.root().inputPositionOf(List.of("b"))))
                .isEqualTo((int) text.chars().filter(c -> c == '\n').count());
    }

    @Test
    void keepsBlankLinesOfStrings() {
        String text = "a = \"\"\"\n" + "\n".repeat(100) + "\"\"\"\n";

        assertThat(Toml.document(text.getBytes(StandardCharsets.UTF_8), "a.toml")
                        .root()
                        .getString("a"))
                .isEqualTo("\n".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a=", "a.", "[[", "(", "\"\"\"", "'''", "= "})
    @Timeout(30)
    void limitsNestingAndRepetition(String part) {
        for (int count : new int[] {127, 1_000, 100_000}) {
            String text = "a = " + part.repeat(count) + "\n" + part.repeat(count) + "b = 1\n";
            assertThatThrownBy(() -> Toml.document(text.getBytes(StandardCharsets.UTF_8), "a.toml")
                            .root())
                    .isInstanceOf(UserException.class);
        }
    }

    @Test
    void reportsTheFirstErrors() {
        assertThatThrownBy(() -> Toml.document("= =\n".repeat(1_000).getBytes(StandardCharsets.UTF_8), "a.toml")
                        .root())
                .hasMessageContaining("`a.toml:10` is not valid TOML")
                .hasMessageNotContaining("`a.toml:11`")
                .hasMessageEndingWith("    and 990 more");
    }
}
