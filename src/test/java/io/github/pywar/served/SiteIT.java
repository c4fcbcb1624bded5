package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site that {@code mvn site} generates: no warning, no dead link, and a menu that reaches every page. */
class SiteIT {

    private static final OpenFolder FOLDER = OpenFolder.create();

    /** A summary that the site plugin writes where a project has reports. Its links are in the menu. */
    private static final String SUMMARY_OF_REPORTS = "project-reports.html";

    private static Tool.Result built;
    private static Path site;
    private static final Map<String, Document> PAGES = new TreeMap<>();

    @BeforeAll
    static void build() throws IOException {
        PluginCopy plugin = PluginCopy.in(FOLDER);
        built = plugin.maven().run("site");
        assertThat(built.exit()).as(built.output()).isZero();
        site = plugin.folder().resolve("target/site");
        try (Stream<Path> files = Files.list(site)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                PAGES.put(page.getFileName().toString(), Jsoup.parse(page.toFile(), "UTF-8"));
            }
        }
    }

    @AfterAll
    static void close() {
        FOLDER.close();
    }

    @Test
    void printsNoWarning() {
        assertThat(built.output().lines().filter(line -> line.startsWith("[WARNING]")))
                .isEmpty();
    }

    @Test
    void writesAPageForEverySourceAndEveryGoal() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("plugin-info.html", SUMMARY_OF_REPORTS));
        names("src/site/markdown").forEach(page -> expected.add(page.replace(".md", ".html")));
        Jsoup.parse(new File("target/classes/META-INF/maven/plugin.xml"), "UTF-8")
                .select("mojo > goal")
                .forEach(goal -> expected.add(goal.text() + "-mojo.html"));

        assertThat(PAGES.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void linksEveryPageFromEveryMenu() {
        PAGES.forEach((name, page) -> {
            Set<String> reached = new TreeSet<>(List.of(name, SUMMARY_OF_REPORTS));
            reached.addAll(page.select("nav a[href]").eachAttr("href"));

            assertThat(reached).as(name).containsExactlyInAnyOrderElementsOf(PAGES.keySet());
        });
    }

    @Test
    void linksExistingFilesAndAnchors() {
        List<String> dead = new ArrayList<>();
        PAGES.forEach((name, page) ->
                links(page).stream().filter(link -> !leads(name, link)).forEach(link -> dead.add(name + ": " + link)));

        assertThat(dead).isEmpty();
    }

    private static List<String> links(Document page) {
        return Stream.of("href", "src")
                .flatMap(attribute -> page.select("[" + attribute + "]").eachAttr(attribute).stream())
                .filter(link -> !link.matches("(?:https?:|mailto:|data:).*"))
                .toList();
    }

    private static boolean leads(String page, String link) {
        URI target = URI.create(page).resolve(link);
        String file = target.getPath();
        boolean isThere = !link.isEmpty() && Files.isRegularFile(site.resolve(file));
        return isThere && (target.getFragment() == null || hasAnchor(file, target.getFragment()));
    }

    private static boolean hasAnchor(String file, String anchor) {
        return PAGES.get(file).getAllElements().stream().anyMatch(element -> isAnchor(element, anchor));
    }

    private static boolean isAnchor(Element element, String anchor) {
        return element.id().equals(anchor) || element.attr("name").equals(anchor);
    }

    private static Set<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
