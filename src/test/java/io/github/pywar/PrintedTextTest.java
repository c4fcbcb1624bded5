package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages and log lines are ASCII. Maven prints in the locale's encoding: under {@code LC_ALL=POSIX} every other
 * character becomes a question mark. So code outside of comments has ASCII characters only. Where code searches input
 * for another character, it has the escape. {@code test_printed_text.py} checks the runtime's Python.
 */
class PrintedTextTest {

    static final Pattern COMMENT_OR_LITERAL = Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*"
            + "|\"\"\"(?:[^\\\\]|\\\\[\\s\\S])*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)++'");

    @Test
    void codeIsAscii() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).flatMap(PrintedTextTest::unprintable))
                    .isEmpty();
        }
    }

    /** {@code pywar:help} prints the Javadoc of the goals. */
    @Test
    void descriptionsOfGoalsAreAscii() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "java", "io", "github", "pywar", "maven"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file)).isASCII());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step(\"GET / → 200\");         | 1",
                "c == '·'                       | 1",
                "String s = \"\"\"\\n  …\\n\"\"\"; | 1",
                "// what → means                | 0",
                "/* the first,\\n … */ \"x\"      | 0",
                "\"http://a\" // → there        | 0",
                "\"// no comment …\"            | 1",
                "\"\\\"\" + \"→\" /* … */       | 1",
                "'\"' /* … */ + '\"'            | 0"
            })
    void distinguishesCommentsFromLiterals(String code, int expected) {
        assertThat(linesIn(code.replace("\\n", "\n"))).hasSize(expected);
    }

    private static Stream<String> unprintable(Path file) {
        try {
            return linesIn(Files.readString(file)).stream().map(line -> file + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> linesIn(String code) {
        return COMMENT_OR_LITERAL
                .matcher(code)
                .replaceAll(found -> isComment(found) ? " " : Matcher.quoteReplacement(found.group()))
                .lines()
                .filter(line -> line.chars().anyMatch(c -> c > 0x7e))
                .toList();
    }

    private static boolean isComment(MatchResult found) {
        return found.group().startsWith("/");
    }
}
