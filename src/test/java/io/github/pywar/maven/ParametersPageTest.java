package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/**
 * Page with the tables of all parameters, generated from the descriptor. Run this test with {@code -Dpywar.golden=write}
 * after a change of a parameter.
 */
class ParametersPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/parameters.md");
    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

    private static final Pattern DESCRIPTION = Pattern.compile("(.*?) Default: (.*?)\\.? Example: (.*)");
    private static final Pattern ELEMENT = Pattern.compile("<\\w+>");
    private static final Comparator<String> BY_GOALS =
            Comparator.comparing((String goals) -> -goals.split(",").length).thenComparing(goals -> goals);

    private static final String TITLE = "# Parameters\n";
    private static final String HEAD = """

            Elements of the plugin's `<configuration>`. This page is generated from the sources of the goals. If the POM does
            not have an element, its property applies: `-Dpywar.python=3.12`, or in `<properties>`.
            """;

    @Test
    void equalsTheDescriptor() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("pywar.golden"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).contains("`<application>`", "`pywar.verifyTimeout`");
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(TITLE).append(HEAD);
        byGoals()
                .forEach((goals, rows) -> page.append("\n## ")
                        .append(goals)
                        .append("\n| parameter | property | default | meaning | example |\n|---|---|---|---|---|\n")
                        .append(String.join("", rows.values())));
        return page.toString();
    }

    /** Returns one table for each set of goals that share parameters, the largest set first. */
    private static Map<String, Map<String, String>> byGoals() throws IOException {
        Map<String, List<Element>> declarations = new TreeMap<>();
        Jsoup.parse(Files.readString(DESCRIPTOR), "", Parser.xmlParser())
                .select("mojo:not(:has(> goal:contains(help)))")
                .select("> parameters > parameter:has(> editable:contains(true))")
                .forEach(one -> declarations
                        .computeIfAbsent(text(one, "name"), name -> new ArrayList<>())
                        .add(one));
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        declarations.entrySet().stream()
                .sorted(Comparator.comparing(one -> goals(one.getValue()), BY_GOALS))
                .forEach(one -> tables.computeIfAbsent(goals(one.getValue()), goals -> new TreeMap<>())
                        .put(one.getKey(), row(one.getValue().get(0))));
        return tables;
    }

    private static String goals(List<Element> declarations) {
        return declarations.stream()
                .map(one -> "`" + text(one.parent().parent(), "goal") + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String row(Element parameter) {
        String name = text(parameter, "name");
        Matcher parts = DESCRIPTION.matcher(text(parameter, "description"));
        assertThat(parts.matches()).as(name).isTrue();
        return "| `<" + name + ">` | " + property(parameter, name) + " | " + prose(parts.group(2)) + " | "
                + prose(parts.group(1)) + " | `" + cell(parts.group(3)) + "` |\n";
    }

    private static String property(Element parameter, String name) {
        String property =
                parameter.parent().parent().select("> configuration > " + name).text();
        return property.isEmpty() ? "–" : "`" + property.replaceAll("[${}]", "") + "`";
    }

    /** Markdown would read the name of an element as HTML. */
    private static String prose(String text) {
        return ELEMENT.matcher(cell(text)).replaceAll("`$0`");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String text(Element parent, String child) {
        return parent.select("> " + child).text();
    }
}
