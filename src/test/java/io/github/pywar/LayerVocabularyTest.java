package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A layer names nothing of the layers above it, neither in texts nor in comments. {@code base} names neither Python nor
 * Maven, {@code python} does not name Maven. Hints of a caller's options have a kind there
 * ({@link io.github.pywar.base.error.Hint.Kind}), and their text in the Maven layer.
 */
class LayerVocabularyTest {

    private static final Path MAIN = Path.of("src", "main", "java", "io", "github", "pywar");

    /** Terms of Maven, its files, and its options as a text writes them. */
    private static final String MAVEN = "\\b(?i:maven|mvn|poms?|settings\\.xml|mojos?|goals?|plugins?)\\b"
            + "|\\bpywar:\\w+|-Dpywar|`-[oUX]`|\\b(?:with|without) -[oUX]\\b";

    /** {@code <requirements>}, in a comment also as {@code &lt;requirements>}. The name of a group is no element. */
    private static final String ELEMENT = "(?<![?\\\\]|\\\\k)(?:<|&lt;)/?[a-z][A-Za-z]+(?:>|&gt;)";

    private static final String PYTHON =
            "\\b(?i:c?python|pip|pypi|uv|netrc|wheels?|whl)\\b|\\bPIP_\\w+|\\bUV_\\w+|\\bPEP [0-9]";

    private static final Pattern HTML = Pattern.compile("</?(?:p|pre|ul|ol|li|b|i|em|table|tr|th|td|caption)>");

    @Test
    void baseNamesNeitherPythonNorMaven() throws IOException {
        assertThat(texts("base").filter(text -> names(text, PYTHON + "|" + MAVEN + "|" + ELEMENT)))
                .isEmpty();
    }

    @Test
    void pythonNamesNoMaven() throws IOException {
        assertThat(texts("python").filter(text -> names(text, MAVEN + "|" + ELEMENT)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"set <allowOverwrite>a</allowOverwrite>\" | true",
                "\"build once without `-o`\"                | true",
                "\"write it with `mvn pywar:lock`\"    | true",
                "\"the <server> of settings.xml\"           | true",
                "\"`PIP_CERT`\"                             | true",
                "\"<\"                                      | false",
                "\"(?<name>[a-z]+)\"                        | false",
                "/** As pip does. */                        | true",
                "/** <p>The second paragraph. */            | false",
                "// Maven prints it                         | true",
                "pip(maven)                                 | false"
            })
    void findsNamesOfUpperLayersInTextsAndComments(String code, boolean expected) {
        assertThat(texts("", code).anyMatch(text -> names(text, PYTHON + "|" + MAVEN + "|" + ELEMENT)))
                .isEqualTo(expected);
    }

    private static boolean names(String text, String words) {
        return Pattern.compile(words).matcher(HTML.matcher(text).replaceAll("")).find();
    }

    private static Stream<String> texts(String layer) throws IOException {
        try (Stream<Path> files = Files.walk(MAIN.resolve(layer))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return sources.stream().flatMap(file -> texts(MAIN.relativize(file) + ": ", read(file)));
        }
    }

    private static Stream<String> texts(String file, String code) {
        return PrintedTextTest.COMMENT_OR_LITERAL
                .matcher(code)
                .results()
                .map(MatchResult::group)
                .flatMap(String::lines)
                .map(line -> file + line.strip());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
