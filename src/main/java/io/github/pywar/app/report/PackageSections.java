package io.github.pywar.app.report;

import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sections of the report about single packages: a table of all, and the details of each. */
final class PackageSections {

    private static final List<String> HEADINGS =
            List.of("package", "version", "size", "licence", "required by", "from");

    private final ReportContent content;

    PackageSections(ReportContent content) {
        this.content = content;
    }

    void table(Html html) {
        html.line("<p class=\"filter\" hidden><label>Filter <input type=\"search\" id=\"filter\""
                + " autocomplete=\"off\"></label></p>");
        html.raw("<div class=\"packages\">").table("Packages of the archive", HEADINGS);
        for (InventoryPackage one : content.inventory().packages()) {
            html.row(
                    HEADINGS,
                    List.of(
                            link(one.name()),
                            Html.text(one.version().toString()),
                            Html.size(content.size(one)),
                            license(one),
                            requiredBy(one),
                            from(one)));
        }
        html.endOfTable().line("</div>");
    }

    static String link(PackageName name) {
        String text = Html.text(name.value());
        return "<a href=\"#package-" + text + "\">" + text + "</a>";
    }

    static String license(InventoryPackage one) {
        return one.license().text().map(Html::text).orElse("<em>not declared</em>");
    }

    private String requiredBy(InventoryPackage one) {
        List<String> names = new ArrayList<>();
        if (!one.declarations().isEmpty()) {
            names.add("<strong>the application</strong>");
        }
        content.inventory().dependents(one.name()).forEach(other -> names.add(link(other.name())));
        return String.join(", ", names);
    }

    private static String from(InventoryPackage one) {
        if (one.library().source().isPresent()) {
            return "<strong>built from source</strong>";
        }
        return one.library()
                .index()
                .map(Html::text)
                .orElseGet(() -> one.library().directUrl().isPresent() ? "a URL" : "a file");
    }

    void details(Html html) {
        for (InventoryPackage one : content.inventory().packages()) {
            html.line("<details id=\"package-" + Html.text(one.name().value()) + "\"><summary>"
                    + Html.text(one.name() + " " + one.version()) + "</summary>");
            one.metadata()
                    .value(MetadataField.SUMMARY)
                    .ifPresent(summary -> html.line("<p>" + Html.text(summary) + "</p>"));
            html.line("<dl>");
            term(html, "why", why(one));
            one.declarations().forEach(text -> term(html, "declared", "<code>" + Html.text(text) + "</code>"));
            content.inventory()
                    .dependents(one.name())
                    .forEach(other ->
                            term(html, "required by", link(other.name()) + " " + requirement(other, one.name())));
            if (!one.requires().isEmpty()) {
                term(html, "requires", requires(one));
            }
            term(html, "licence", license(one));
            term(html, "file", "<code>" + Html.text(one.library().wheel().fileName()) + "</code>");
            term(html, "SHA-256", "<code>" + one.library().sha256() + "</code>");
            one.library()
                    .source()
                    .ifPresent(source ->
                            source(html, source.name(), source.hashes().get("sha256")));
            one.library().directUrl().ifPresent(url -> term(html, "URL", "<code>" + Html.text(url.url()) + "</code>"));
            one.bundled().forEach(bundled -> term(html, "contains", "<code>" + Html.text(bundled.path()) + "</code>"));
            html.line("</dl></details>");
        }
    }

    private static void source(Html html, String name, String hash) {
        String sum = hash == null ? "" : ", SHA-256 <code>" + Html.text(hash) + "</code>";
        term(html, "built from", "<code>" + Html.text(name) + "</code>" + sum);
    }

    private static void term(Html html, String term, String markup) {
        html.line("<div><dt>" + term + "</dt><dd>" + markup + "</dd></div>");
    }

    private String why(InventoryPackage one) {
        String application = Html.text(content.inventory().spec().identity().artifactId());
        RequirementPath path = content.paths().get(one.name());
        List<String> steps = new ArrayList<>(List.of(application));
        path.begin().forEach(name -> steps.add(link(name)));
        if (path.omitted() > 0) {
            steps.add("(" + path.omitted() + " more)");
        }
        path.end().forEach(name -> steps.add(link(name)));
        return String.join(" &rarr; ", steps);
    }

    private static String requires(InventoryPackage one) {
        return one.requires().stream()
                .map(Requirement::name)
                .distinct()
                .map(PackageSections::link)
                .collect(Collectors.joining(", "));
    }

    private static String requirement(InventoryPackage other, PackageName name) {
        return other.requires().stream()
                .filter(required -> required.name().equals(name))
                .map(required -> "<code>" + Html.text(Credentials.redact(required.toString())) + "</code>")
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
