package io.github.pywar.app.report;

import io.github.pywar.app.sbom.InventoryPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Drawing of the dependencies as SVG. The application is on the left; each package is on the
 * right of those that require it.
 */
final class GraphDrawing {

    private static final int COLUMN = 210;
    private static final int ROW = 30;
    private static final int BOX_WIDTH = 150;
    private static final int BOX_HEIGHT = 22;
    private static final int MARGIN = 8;
    private static final int LONGEST_LABEL = 20;

    private final ReportContent content;
    private final Map<PackageName, Integer> columns;
    private final Map<PackageName, Integer> rows = new HashMap<>();
    private int height;

    GraphDrawing(ReportContent content) {
        this.content = content;
        this.columns = GraphColumns.of(content);
    }

    /** Appends the drawing. */
    void write(Html html) {
        int last = place();
        String title =
                "Dependency graph of " + content.inventory().spec().identity().artifactId();
        html.line("<svg class=\"graph\" role=\"group\" aria-label=\"" + Html.text(title) + "\" width=\""
                + (last * COLUMN + BOX_WIDTH + 2 * MARGIN) + "\" height=\"" + (height + 2 * MARGIN) + "\">");
        content.inventory().direct().forEach(one -> edge(html, "", 0, height / 2 - BOX_HEIGHT / 2, one.name()));
        content.inventory()
                .packages()
                .forEach(one -> one.requires().stream()
                        .map(Requirement::name)
                        .distinct()
                        .forEach(to -> edge(html, one.name().value(), x(one.name()), y(one.name()), to)));
        box(html, content.inventory().spec().identity().artifactId(), "", 0, height / 2 - BOX_HEIGHT / 2);
        content.inventory().packages().forEach(one -> {
            PackageName name = one.name();
            box(html, name.value(), name.value(), x(name), y(name));
        });
        html.line("</svg>");
    }

    /** Puts the packages of each column near those that require them, so that fewer lines cross. */
    private int place() {
        Map<Integer, List<InventoryPackage>> lists = new TreeMap<>();
        content.inventory()
                .packages()
                .forEach(one -> lists.computeIfAbsent(columns.get(one.name()), any -> new ArrayList<>())
                        .add(one));
        int longest = lists.values().stream().mapToInt(List::size).max().orElse(1);
        height = Math.max(1, longest) * ROW;
        lists.values().forEach(column -> {
            column.sort(
                    Comparator.<InventoryPackage>comparingDouble(this::middle).thenComparing(InventoryPackage::name));
            int first = (height - column.size() * ROW) / 2;
            for (int i = 0; i < column.size(); i++) {
                rows.put(column.get(i).name(), first + i * ROW);
            }
        });
        return lists.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private double middle(InventoryPackage one) {
        return content.inventory().dependents(one.name()).stream()
                .filter(other -> rows.containsKey(other.name()))
                .mapToInt(other -> rows.get(other.name()))
                .average()
                .orElse(height / 2.0);
    }

    private int x(PackageName name) {
        return columns.get(name) * COLUMN;
    }

    private int y(PackageName name) {
        return rows.get(name);
    }

    private void edge(Html html, String from, int x, int y, PackageName to) {
        int startX = MARGIN + x + BOX_WIDTH;
        int startY = MARGIN + y + BOX_HEIGHT / 2;
        int endX = MARGIN + x(to);
        int endY = MARGIN + y(to) + BOX_HEIGHT / 2;
        int bend = Math.max(30, Math.abs(endX - startX) / 2);
        html.line(String.format(
                Locale.ROOT,
                "<path data-from=\"%s\" data-to=\"%s\" d=\"M%d %dC%d %d %d %d %d %d\"/>",
                Html.text(from),
                Html.text(to.value()),
                startX,
                startY,
                startX + bend,
                startY,
                endX - bend,
                endY,
                endX,
                endY));
    }

    private static void box(Html html, String label, String target, int x, int y) {
        String shown = label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 3) + "...";
        String link = target.isEmpty() ? "top" : "package-" + target;
        html.line(String.format(
                Locale.ROOT,
                "<a href=\"#%s\" data-name=\"%s\"><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
                        + " rx=\"4\"/><text x=\"%d\" y=\"%d\">%s</text></a>",
                Html.text(link),
                Html.text(target),
                Html.text(label),
                MARGIN + x,
                MARGIN + y,
                BOX_WIDTH,
                BOX_HEIGHT,
                MARGIN + x + 8,
                MARGIN + y + 15,
                Html.text(shown)));
    }
}
