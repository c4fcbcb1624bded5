package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.prose.LanguageRules;
import io.github.pywar.testing.prose.Prose;
import io.github.pywar.testing.prose.Sentences;
import io.github.pywar.testing.prose.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages, comments, messages and log lines use plain technical English. {@link LanguageRules} has the words. One folder or
 * file: {@code mvn -o -q test -Dtest=LanguageTest -Dpywar.language=src/main/java/io/github/pywar/python}.
 */
class LanguageTest {

    /** Files and folders with prose. */
    private static final List<String> AREAS = List.of(
            "README.md",
            "pom.xml",
            ".ci",
            ".ruff.toml",
            "src/bench",
            "src/demo",
            "src/it",
            "src/main/java",
            "src/main/resources",
            "src/site",
            "src/test/java",
            "src/test/python",
            "src/test/resources");

    @TestFactory
    List<DynamicTest> usesPlainLanguage() {
        return areas().stream()
                .map(area -> DynamicTest.dynamicTest(
                        area, () -> assertThat(faults(area)).isEmpty()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "A.java     | // the log tells why            | 1",
                "A.java     | /** It is passed\\n * over. */  | 1",
                "A.java     | /** It is {@code told}. */      | 0",
                "A.java     | // the name `told`, told(x)     | 0",
                "A.java     | String told = said;             | 0",
                "A.java     | // as issue 7 has it            | 1",
                "a.py       | # nobody, and the whole tree    | 2",
                "a.py       | told = 1  # as measured         | 0",
                "a.md       | The file lies in [a](said.md).  | 1",
                "a.md       | ```\\ntold\\n``` and `mvn said` | 0",
                "a.xml      | <!-- wanted --><good/>          | 1",
                "golden/a.txt | no file was told of           | 1",
                "golden/a.txt | HTTP stands for a protocol    | 0"
            })
    void findsWordsInProseOnly(String file, String source, int expected) {
        assertThat(LanguageRules.wordFaults(Prose.of(Path.of(file), source.replace("\\n", "\n"))))
                .hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"30, 0", "31, 1"})
    void reportsSentencesOfMoreThanThirtyWords(int words, int expected) {
        Prose message =
                Prose.of(Path.of("golden/a.txt"), "`one literal` " + "word ".repeat(words - 1) + "\nhint: more");
        Prose parameter = Prose.of(
                Path.of("A.java"), "/**\n * " + "{@code one literal} ".repeat(words) + ".\n */\n@Parameter int a;");

        assertThat(Sentences.faultsOfMessage(message)).hasSize(expected);
        assertThat(Sentences.faultsOfParameters(parameter)).hasSize(expected);
    }

    private static boolean isOneArea() {
        return System.getProperty("pywar.language") != null;
    }

    private static List<String> areas() {
        return isOneArea() ? List.of(System.getProperty("pywar.language")) : AREAS;
    }

    private static String faults(String area) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(area))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(LanguageTest::faults)
                    .map("\n"::concat)
                    .collect(Collectors.joining());
        }
    }

    private static Stream<String> faults(Path file) {
        if (Syntax.of(file) == Syntax.DATA) {
            return Stream.empty();
        }
        Prose prose = Prose.of(file);
        Stream<String> sentences = switch (Syntax.of(file)) {
            case TEXT -> Sentences.faultsOfMessage(prose);
            case JAVA -> Sentences.faultsOfParameters(prose);
            default -> Stream.empty();
        };
        return Stream.concat(LanguageRules.wordFaults(prose), sentences);
    }
}
