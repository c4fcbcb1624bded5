package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/**
 * Links of the pages work in the repository and on the site, and the site's menu has all pages. Doxia converts
 * {@code page.md#part} to {@code page.html#part}, so links have that form. A repository's viewer and Doxia derive different
 * anchors from one heading, so a heading with a link to it has an explicit anchor.
 */
class PagesTest {

    private static final Path README = Path.of("README.md");
    private static final Path SITE = Path.of("src/site/markdown");
    private static final Path MENU = Path.of("src/site/site.xml");

    private static final int TWO_SCREENS = 80;

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|^    [^\\n]*$|``.+?``|`[^`]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)[^)]*\\)|(?m)^\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern ANCHOR = Pattern.compile("^<a id=\"([^\"]+)\"></a>");
    private static final Pattern XML = Pattern.compile("(?ms)^ *```xml\\n(.*?)^ *```");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>pywar-maven-plugin</artifactId>\\s*<version>([^<]*)<");
    private static final Pattern HOST = Pattern.compile("https?://(?:[^/\\s`\"<@]*@)?([\\w.-]+\\.[a-z]+)");

    /** Hosts that are reserved for examples and tests, and the namespace of Maven's files. */
    private static final Pattern OUR_HOST =
            Pattern.compile("(.*\\.)?example\\.(org|com)|.*\\.test|(www\\.)?maven\\.apache\\.org|openvex\\.dev");

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(Path page) throws IOException {
        for (String link : links(page)) {
            Path target = target(page, link);
            assertThat(target).as("%s in %s", link, page).exists();
            if (!page.equals(README)) {
                assertThat(target.getParent())
                        .as("%s in %s: the site has the pages only", link, page)
                        .isEqualTo(SITE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void anchorsAreInHeadings(Path page) throws IOException {
        for (String link : links(page)) {
            if (link.contains("#")) {
                assertThat(anchors(target(page, link)))
                        .as("%s in %s", link, page)
                        .contains(link.substring(link.indexOf('#') + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void anchorsEqualThoseOfTheRepositoryViewer(Path page) throws IOException {
        for (String heading : headings(page)) {
            ANCHOR.matcher(heading)
                    .results()
                    .forEach(anchor -> assertThat(anchor.group(1)).as(heading).isEqualTo(slug(heading)));
        }
    }

    @ParameterizedTest
    @CsvSource({"Sign, sign", "The servers, the-servers", "`deploy`: what, deploy-what"})
    void slugsEqualThoseOfTheRepositoryViewer(String heading, String slug) {
        assertThat(slug(heading)).isEqualTo(slug);
    }

    /** Links need no network, because the pages are also read in closed networks. */
    @ParameterizedTest
    @MethodSource("pages")
    void namesReservedHostsOnly(Path page) throws IOException {
        assertThat(HOST.matcher(Files.readString(page)).results().map(host -> host.group(1)))
                .allMatch(host -> OUR_HOST.matcher(host).matches());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void xmlExamplesAreWellFormed(Path page) throws IOException {
        for (String example : XML.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList()) {
            assertThatCode(() -> parser().parse(new InputSource(new StringReader("<all>" + example + "</all>"))))
                    .as("%s in %s", example, page)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesNameThisVersionOfThePlugin(Path page) throws IOException {
        String version = xml(Path.of("pom.xml")).select("project > version").text();

        assertThat(VERSION.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                .allMatch(version::equals);
    }

    @Test
    void readmeHasAtMostTwoScreens() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(TWO_SCREENS);
    }

    @Test
    void menuHasEveryPageAndEveryGoal() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("plugin-info.html"));
        pages().filter(page -> !page.equals(README)).forEach(page -> expected.add(html(page)));
        goals().forEach(goal -> expected.add(goal + "-mojo.html"));

        assertThat(xml(MENU).select("menu item").eachAttr("href")).containsExactlyInAnyOrderElementsOf(expected);
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(SITE)) {
            return Stream.concat(Stream.of(README), files.sorted().toList().stream());
        }
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(withoutCode(page))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .toList();
    }

    private static List<String> headings(Path page) throws IOException {
        String text = CODE.matcher(Files.readString(page))
                .replaceAll(
                        code -> code.group().startsWith("`") && !code.group().contains("\n") ? "$0" : "");
        return HEADING.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> anchors(Path page) throws IOException {
        return headings(page).stream()
                .flatMap(heading -> ANCHOR.matcher(heading).results())
                .map(MatchResult::group)
                .map(anchor -> anchor.replaceAll(".*\"(.*)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private static String slug(String heading) {
        return ANCHOR.matcher(heading)
                .replaceFirst("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-');
    }

    private static String withoutCode(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }

    private static String html(Path page) {
        return page.getFileName().toString().replace(".md", ".html");
    }

    private static List<String> goals() throws IOException {
        return xml(Path.of("target/classes/META-INF/maven/plugin.xml"))
                .select("mojo > goal")
                .eachText();
    }

    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        parser.setErrorHandler(null);
        return parser;
    }

    private static Document xml(Path file) throws IOException {
        return Jsoup.parse(Files.readString(file), "", Parser.xmlParser());
    }
}
