package io.github.pywar.app.report;

import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Report of an archive: one HTML page that loads nothing. It works without scripts; with them, its table can be filtered and
 * sorted.
 */
public final class ArchiveReport {

    private final ReportContent content;
    private final Instant time;
    private final String tool;

    /**
     * Collects the facts.
     *
     * @param tree of the archive
     * @param time of the build
     * @param tool name and version of this plugin
     */
    public ArchiveReport(Inventory inventory, FileTree tree, Instant time, String tool) throws IOException {
        this.content = ReportContent.of(inventory, tree);
        this.time = time;
        this.tool = tool;
    }

    /**
     * Returns the page, in ASCII.
     *
     * @param others names of the pages of other targets, by target; they are in the same folder
     */
    public byte[] html(Map<String, String> others) throws IOException {
        ProjectCoordinates project = content.inventory().spec().identity();
        String title = Html.text(project.artifactId() + " " + project.version());
        Html html = new Html();
        html.line("<!DOCTYPE html>").line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                + " style-src 'unsafe-inline'; script-src 'unsafe-inline'\">");
        html.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.line("<title>" + title + " - what is inside</title>");
        html.line("<style>").raw(resource("report.css")).line("</style></head>");
        html.line("<body id=\"top\"><a class=\"skip\" href=\"#content\">Skip to the content</a>");
        html.line("<header><h1>" + title + "</h1>");
        html.line("<p>" + Html.text("for " + content.inventory().spec().target()) + "</p>");
        if (!others.isEmpty()) {
            html.line("<p>Other targets: " + links(others) + "</p>");
        }
        navigation(html);
        html.line("</header><main id=\"content\">");
        sections(html);
        html.line("</main><footer><p>Build time " + time + ", written by " + Html.text(tool) + "</p></footer>");
        html.line("<script>").raw(resource("report.js")).line("</script></body></html>");
        return html.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String links(Map<String, String> pages) {
        return pages.entrySet().stream()
                .map(page -> "<a href=\"" + Html.text(page.getValue()) + "\">" + Html.text(page.getKey()) + "</a>")
                .collect(Collectors.joining(", "));
    }

    private void navigation(Html html) {
        html.line("<nav aria-label=\"Sections\"><ul>");
        for (String name : List.of("Sizes", "Packages", "Graph", "Licences", "System", "Sources", "Start", "Details")) {
            html.line("<li><a href=\"#" + name.toLowerCase(Locale.ROOT) + "\">" + name + "</a></li>");
        }
        html.line("</ul></nav>");
    }

    private void sections(Html html) {
        PackageSections packages = new PackageSections(content);
        section(html, "sizes", "Sizes", () -> sizes(html));
        section(html, "packages", "Packages", () -> packages.table(html));
        section(html, "graph", "Dependency graph", () -> {
            html.line("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Dependency graph\">");
            new GraphDrawing(content).write(html);
            html.line("</div>");
        });
        section(html, "licences", "Licences", () -> licenses(html));
        section(html, "system", "What the system must have", () -> system(html));
        section(html, "sources", "Built from source code", () -> sources(html));
        section(html, "start", "Code that runs at each start of Python", () -> startup(html));
        section(html, "details", "Details of each package", () -> packages.details(html));
    }

    private static void section(Html html, String id, String heading, Runnable body) {
        html.line("<section aria-labelledby=\"" + id + "\"><h2 id=\"" + id + "\">" + heading + "</h2>");
        body.run();
        html.line("</section>");
    }

    private void sizes(Html html) {
        List<Treemap.Part> parts = new ArrayList<>();
        content.inventory()
                .packages()
                .forEach(one -> parts.add(new Treemap.Part(
                        one.name().value(),
                        "package-" + one.name(),
                        one.bundled().isEmpty() ? "library" : "native",
                        content.size(one))));
        parts.add(part(ReportContent.APPLICATION, "application"));
        parts.add(part(ReportContent.TOOL, "tool"));
        html.line("<p>" + content.files() + " files, " + Html.sizeText(content.total()) + " uncompressed, "
                + content.inventory().packages().size() + " packages.</p>");
        html.line("<div class=\"treemap\" role=\"list\" aria-label=\"Uncompressed sizes\">");
        for (Treemap.Tile tile : Treemap.of(parts)) {
            String name = Html.text(tile.part().name());
            String size = Html.sizeText(tile.part().size());
            html.line("<div role=\"listitem\" class=\"tile " + tile.part().kind() + "\" style=\"" + tile.style()
                    + "\"><a href=\"#" + Html.text(tile.part().target()) + "\" title=\"" + name + ", " + size
                    + "\" aria-label=\"" + name + ", " + size + "\"><span>" + name + "</span> <small>" + size
                    + "</small></a></div>");
        }
        html.line(
                "</div><ul class=\"legend\"><li class=\"library\">package</li><li class=\"native\">package with shared"
                        + " libraries</li><li class=\"application\">application</li><li class=\"tool\">runtime</li></ul>");
    }

    private Treemap.Part part(String name, String kind) {
        return new Treemap.Part(name, "sizes", kind, content.sizes().getOrDefault(name, 0L));
    }

    private void licenses(Html html) {
        Map<String, List<InventoryPackage>> groups = new TreeMap<>();
        content.inventory()
                .packages()
                .forEach(one -> groups.computeIfAbsent(PackageSections.license(one), any -> new ArrayList<>())
                        .add(one));
        List<String> headings = List.of("licence", "number", "packages");
        html.table("Licences that the packages declare", headings);
        groups.forEach((license, packages) -> html.row(
                headings,
                List.of(
                        license,
                        "<data value=\"" + packages.size() + "\">" + packages.size() + "</data>",
                        packages.stream()
                                .map(one -> PackageSections.link(one.name()))
                                .collect(Collectors.joining(", ")))));
        html.endOfTable();
    }

    private void system(Html html) {
        list(html, content.system(), "The packages have no native code, or the target is not a Linux.");
    }

    private void sources(Html html) {
        List<String> built = content.inventory().packages().stream()
                .filter(one -> one.library().source().isPresent())
                .map(one -> one.name() + " " + one.version() + ": "
                        + one.library().source().orElseThrow().name())
                .toList();
        list(html, built, "Every package is a wheel of its publisher.");
    }

    private void startup(Html html) {
        List<String> lines = new ArrayList<>();
        content.startup().forEach((path, code) -> code.forEach(line -> lines.add(path + ": " + line)));
        list(
                html,
                lines,
                "None: no .pth or .start file has code, and there is no module sitecustomize or usercustomize.");
    }

    private static void list(Html html, List<String> lines, String none) {
        if (lines.isEmpty()) {
            html.line("<p>" + Html.text(none) + "</p>");
            return;
        }
        html.line("<ul>");
        lines.forEach(line -> html.line("<li><code>" + Html.text(line) + "</code></li>"));
        html.line("</ul>");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ArchiveReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
