package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.pywar.testing.prose.LanguageRules;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Compares the pages and the Javadoc of parameters with the descriptor that Maven reads. */
class DescribedParametersTest {

    private static final Path PAGES = Path.of("src/site/markdown");
    /** Properties of Maven's own goal for tests, which {@code pywar:test} has too. */
    private static final String OF_SUREFIRE = "skipTests|maven\\.test\\.|test=|failIfNoTests|surefire\\.";

    private static final Pattern GOAL = Pattern.compile("(?m)^\\| `pywar:([\\w-]+)` \\| (?:`([\\w-]+)`|–)");
    private static final Pattern PROPERTY = Pattern.compile("-D(pywar\\.[\\w.]*\\w)");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `<(\\w+)>`[^|]*\\| `([\\w.]+)` \\| (?:`([^`]*)`|none)[^|]*\\|$");

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    @Test
    void listsEveryGoalWithItsPhaseOnTheIndexPage() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        matches(GOAL, Files.readString(PAGES.resolve("index.md")))
                .forEach(row -> listed.put(row.group(1), row.group(2) == null ? "" : row.group(2)));

        assertThat(listed)
                .isEqualTo(goals().stream()
                        .collect(Collectors.toMap(goal -> text(goal, "goal"), goal -> text(goal, "phase"))));
    }

    @Test
    void describesEveryParameterOnAPage() throws IOException {
        String pages = pages();
        Map<String, Element> undescribed = parameters();
        undescribed
                .entrySet()
                .removeIf(parameter -> pages.contains("<" + parameter.getKey() + ">")
                        || Pattern.compile("-D" + property(parameter.getValue()) + "\\b")
                                .matcher(pages)
                                .find());

        assertThat(undescribed.keySet()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Index.class, Overlay.class, Target.class, WheelLimits.class})
    void describesEveryElementOfABeanOnAPage(Class<?> element) throws IOException {
        String pages = pages();

        assertThat(Stream.of(element.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> "<" + field.getName() + ">"))
                .isNotEmpty()
                .allMatch(pages::contains);
    }

    @Test
    void namesOnlyPropertiesOfParametersOnPages() throws IOException {
        Set<String> known = parameters().values().stream()
                .map(DescribedParametersTest::property)
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        matches(PROPERTY, pages()).forEach(found -> named.add(found.group(1)));

        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void listsPropertiesAndDefaultsInTheGuide() throws IOException {
        Map<String, Element> parameters = parameters();
        List<MatchResult> rows = matches(ROW, Files.readString(PAGES.resolve("guide.md")));

        assertThat(rows).hasSizeGreaterThan(5);
        for (MatchResult row : rows) {
            assertThat(parameters).containsKey(row.group(1));
            Element parameter = parameters.get(row.group(1));
            assertThat(row.group(2)).as(row.group()).isEqualTo(property(parameter));
            if (!parameter.attr("default-value").isEmpty()) {
                assertThat(row.group(3)).as(row.group()).isEqualTo(parameter.attr("default-value"));
            }
        }
    }

    @Test
    void hasADefaultAndAnExampleForEveryParameter() throws IOException {
        for (Map.Entry<String, Element> parameter : parameters().entrySet()) {
            assertThat(text(parameter.getValue(), "description"))
                    .as(parameter.getKey())
                    .contains("Default: ", "Example: ")
                    .contains(plainDefault(parameter.getValue()));
        }
    }

    /** Plugin tools end an inline tag at the first closing brace: they cut an example with <code>${…}</code> there. */
    @Test
    void hasOnlyCompleteExamples() throws IOException {
        for (Map.Entry<String, Element> parameter : parameters().entrySet()) {
            String description = text(parameter.getValue(), "description");
            String example = description.substring(description.indexOf("Example: ") + "Example: ".length());

            assertThat(description.replaceAll("\\$\\{[\\w.]+\\}", ""))
                    .as(description)
                    .doesNotContain("{", "}");
            assertThat(example)
                    .as(parameter.getKey())
                    .matches("(?s)-D(?:pywar\\.|groupId|artifactId|version|" + OF_SUREFIRE
                            + ")[\\w.]*.*|<(\\w+)>.*</\\1>");
            if (example.startsWith("<")) {
                assertThatCode(() -> xml(example)).as(example).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void hasAShortFirstSentenceForEveryParameter() throws IOException {
        for (Map.Entry<String, Element> parameter : parameters().entrySet()) {
            String description = text(parameter.getValue(), "description");
            String first = description.split("(?<=\\.)\\s", 2)[0];

            assertThat(first.split("\\s+"))
                    .as(parameter.getKey() + ": " + first)
                    .hasSizeBetween(2, LanguageRules.LONGEST);
            assertThat(first).as(parameter.getKey()).matches("[A-Z].*\\.");
        }
    }

    @Test
    void hasAFirstVersionForEveryGoalAndParameter() throws IOException {
        for (Element goal : goals()) {
            if (!text(goal, "goal").equals("help")) {
                assertThat(text(goal, "since")).as(text(goal, "goal")).matches(VERSION);
            }
        }
        parameters()
                .forEach((name, parameter) ->
                        assertThat(text(parameter, "since")).as(name).matches(VERSION));
    }

    private static void xml(String text) throws Exception {
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    /** Returns the default as the description has it, without the project folder that Maven inserts. */
    private static String plainDefault(Element parameter) {
        String value = parameter.attr("default-value").replace("${project.basedir}/", "");
        return value.contains("${") ? "" : value;
    }

    private static Map<String, Element> parameters() throws IOException {
        Map<String, Element> all = new TreeMap<>();
        for (Element goal : goals()) {
            if (!text(goal, "goal").equals("help")) {
                goal.select("parameters > parameter").stream()
                        .filter(parameter -> text(parameter, "editable").equals("true"))
                        .forEach(parameter -> all.put(text(parameter, "name"), withConfiguration(goal, parameter)));
            }
        }
        return all;
    }

    /** The descriptor has default and property of a parameter in another element. */
    private static Element withConfiguration(Element goal, Element parameter) {
        goal.select("configuration > " + text(parameter, "name"))
                .forEach(values -> parameter
                        .attr("default-value", values.attr("default-value"))
                        .attr("property", values.text().replaceAll("[${}]", "")));
        return parameter;
    }

    private static String property(Element parameter) {
        return parameter.attr("property");
    }

    private static List<Element> goals() throws IOException {
        String descriptor = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));
        Document document = Jsoup.parse(descriptor, "", Parser.xmlParser());
        return document.select("mojos > mojo");
    }

    private static String text(Element parent, String child) {
        return parent.select("> " + child).text();
    }

    private static String pages() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            StringBuilder all = new StringBuilder(Files.readString(Path.of("README.md")));
            for (Path page :
                    pages.filter(DescribedParametersTest::isWritten).sorted().toList()) {
                all.append(Files.readString(page));
            }
            return all.toString();
        }
    }

    /** The parameters page is generated, and the contributor page has properties of this project's own build. */
    private static boolean isWritten(Path page) {
        return !page.endsWith("parameters.md") && !page.endsWith("contributing.md");
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
