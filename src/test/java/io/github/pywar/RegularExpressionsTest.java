package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every repeated group of a regular expression is possessive. Java repeats any other group by recursion, one stack
 * frame for each repetition, so a long input ends in a StackOverflowError.
 */
class RegularExpressionsTest {

    private static final Pattern REGEX_CALL = Pattern.compile(
            "(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(|\\bString [A-Z_]+ =");
    private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+](?![+*])");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

    @Test
    void repeatedGroupsArePossessive() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<String> recursive = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(RegularExpressionsTest::recursive)
                    .toList();
            assertThat(recursive).isEmpty();
        }
    }

    @Test
    void findsAGroupThatIsNotPossessive() {
        assertThat(isRecursive("    Pattern.compile(\"a(?:b|c)*d\");")).isTrue();
        assertThat(isRecursive("    Pattern.compile(\"a(?:b|c)*+d\");")).isFalse();
    }

    private static Stream<String> recursive(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Stream.iterate(0, at -> at < lines.size(), at -> at + 1)
                    .filter(at -> isRecursive(String.join("\n", lines.subList(Math.max(0, at - 1), at + 1))))
                    .map(at -> file + ":" + (at + 1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param lines two lines, because a call and its text may be on two */
    private static boolean isRecursive(String lines) {
        return REGEX_CALL.matcher(lines).find()
                && LITERAL.matcher(lines)
                        .results()
                        .map(literal -> literal.group(1).replace("\\\\)", ""))
                        .anyMatch(text -> REPEATED_GROUP.matcher(text).find());
    }
}
