package io.github.pywar.app.report;

import java.util.List;
import java.util.Locale;

/** Text of an HTML page in ASCII. All texts of packages are escaped: they are not trusted. */
final class Html {

    private static final double KILOBYTE = 1e3;
    private static final double MEGABYTE = 1e6;

    private final StringBuilder page = new StringBuilder();

    /** Appends markup as it is. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Appends markup with a line end. */
    Html line(String markup) {
        page.append(markup).append('\n');
        return this;
    }

    /**
     * Appends a row of a table. The first cell is its heading.
     *
     * @param headings of the columns, which a narrow screen shows before each cell
     * @param cells markup
     */
    Html row(List<String> headings, List<String> cells) {
        page.append("<tr><th scope=\"row\">").append(cells.get(0)).append("</th>");
        for (int i = 1; i < cells.size(); i++) {
            String numeric = cells.get(i).startsWith("<data") ? " class=\"number\"" : "";
            page.append("<td")
                    .append(numeric)
                    .append(" data-label=\"")
                    .append(headings.get(i))
                    .append("\">");
            page.append("<span>").append(cells.get(i)).append("</span></td>");
        }
        return line("</tr>");
    }

    /** Appends the beginning of a table. */
    Html table(String caption, List<String> headings) {
        page.append("<table><caption>").append(text(caption)).append("</caption><thead><tr>");
        headings.forEach(heading ->
                page.append("<th scope=\"col\">").append(text(heading)).append("</th>"));
        return line("</tr></thead><tbody>");
    }

    /** Appends the end of a table. */
    Html endOfTable() {
        return line("</tbody></table>");
    }

    /** Returns a text in which no character is markup; every other than ASCII is a reference. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean isPlain = c >= ' ' && c < 0x7f && "&<>\"'`".indexOf(c) < 0 || c == '\n';
            if (isPlain) {
                escaped.append((char) c);
            } else if (isAllowed(c)) {
                escaped.append("&#").append(c).append(';');
            } else {
                escaped.append("&#65533;");
            }
        });
        return escaped.toString();
    }

    /** Control characters and half surrogates are not allowed in HTML. */
    private static boolean isAllowed(int c) {
        return c >= ' ' && (c < 0x7f || c > 0x9f) && (c < 0xd800 || c > 0xdfff);
    }

    /** Returns a size with its unit; the table is sorted by the number of bytes. */
    static String size(long bytes) {
        return "<data value=\"" + bytes + "\">" + sizeText(bytes) + "</data>";
    }

    static String sizeText(long bytes) {
        if (bytes >= MEGABYTE) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
        }
        return bytes >= KILOBYTE ? String.format(Locale.ROOT, "%.0f kB", bytes / KILOBYTE) : bytes + " B";
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
