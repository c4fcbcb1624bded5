package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Texts for the user, compared in full with files under {@code src/test/resources/golden}. Run the tests with {@code
 * -Dpywar.golden=write} to write the files anew, then read the diff.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /**
     * Checks that a text equals its golden file.
     *
     * @param name the file below the golden folder, for example {@code requirement/unknown-variable.txt}
     * @param actual the text as the product prints it
     */
    public static void assertMatches(String name, String actual) {
        Path file = FOLDER.resolve(name);
        String text = actual.endsWith("\n") ? actual : actual + "\n";
        try {
            if ("write".equals(System.getProperty("pywar.golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(file).as("golden file %s", name).exists();
            String expected = Files.readString(file);
            assertThat(text)
                    .as("golden file %s, %s", name, firstDifference(expected, text))
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A build server may print the begin of a long failure only. */
    private static String firstDifference(String expected, String actual) {
        String[] lines = expected.split("\n", -1);
        String[] found = actual.split("\n", -1);
        int at = Arrays.mismatch(lines, found);
        return at < 0 ? "equal" : "line %d: `%s` in place of `%s`".formatted(at + 1, line(found, at), line(lines, at));
    }

    private static String line(String[] lines, int at) {
        return at < lines.length ? lines[at] : "";
    }
}
