package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of messages on the page of troubleshooting quotes messages as they are printed, of every kind. */
class TroubleshootingTest {

    private static final Path PAGE = Path.of("src/site/markdown/troubleshooting.md");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** Texts that are not messages: single hints, and the content of files. */
    private static final Set<String> NO_MESSAGES = Set.of("hint", "listing", "report", "sbom");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

    @Test
    void quotesMessagesOfEveryKind() throws IOException {
        List<Pattern> quotes = quotes();
        Map<String, String> families = families();
        Set<String> missing = new TreeSet<>(families.keySet());
        missing.removeIf(family -> quotes.stream()
                .anyMatch(quote -> quote.matcher(families.get(family)).find()));

        assertThat(missing).isEmpty();
    }

    @Test
    void quotesOnlyPrintedMessages() throws IOException {
        String all = String.join("\n", families().values());

        assertThat(quotes())
                .hasSizeGreaterThan(60)
                .allMatch(quote -> quote.matcher(all).find());
    }

    /** Returns patterns of the quoted messages: an ellipsis matches any text in a line, and backquotes are optional. */
    private static List<Pattern> quotes() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> QUOTE.matcher(row.group(1)).results())
                .map(quote -> Stream.of(quote.group(1).split("…", -1))
                        .map(String::strip)
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .map(Pattern::compile)
                .toList();
    }

    /** Returns the messages of each folder of golden files, without backquotes. */
    private static Map<String, String> families() throws IOException {
        Map<String, String> families = new TreeMap<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".txt")).toList()) {
                String family = GOLDEN.relativize(file).getName(0).toString();
                if (!NO_MESSAGES.contains(family)) {
                    families.merge(family, Files.readString(file).replace("`", ""), String::concat);
                }
            }
        }
        return families;
    }
}
