package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that the threat model names exist. */
class ThreatModelTest {

    private static final Path PAGE = Path.of("src/site/markdown/threat-model.md");
    private static final Pattern NAME = Pattern.compile("`((?:[A-Z]\\w*(?:Test|IT)|test_\\w+)(?:\\.\\w+)*)`");

    @ParameterizedTest
    @MethodSource("names")
    void namedTestsExist(String name) throws IOException {
        List<String> parts = List.of(name.split("\\."));
        String code = Files.readString(file(parts.get(0)));
        for (String part : parts.subList(1, parts.size())) {
            assertThat(code).containsPattern("\\b(?:class|def|void) " + part + "\\b");
        }
    }

    @Test
    void everyRowNamesATest() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| attack")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsPattern(NAME));
    }

    private static Stream<String> names() throws IOException {
        return NAME.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList().stream();
    }

    private static Path file(String name) throws IOException {
        String file = name.startsWith("test_") ? name + ".py" : name + ".java";
        try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
            return files.filter(path -> path.endsWith(file))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no test `" + name + "`"));
        }
    }
}
