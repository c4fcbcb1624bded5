package io.github.pywar.python.wheel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Comma-separated values in the default dialect of Python's {@code csv} module: fields are quoted if needed, a quote in
 * a quoted field is doubled, lines end in LF or CRLF.
 */
final class Csv {

    private final String text;
    private final int most;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean isQuoted;

    private Csv(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /**
     * Parses rows.
     *
     * @param most fields that are split in a row; all the rest of a longer row is one more field
     * @return the rows; empty lines are skipped
     */
    static List<List<String>> parse(String text, int most) {
        return text.indexOf('"') < 0 ? withoutQuotes(text, most) : new Csv(text, most).rows();
    }

    /** A faster way for nearly every RECORD: without quotes it is enough to split at commas. */
    private static List<List<String>> withoutQuotes(String text, int most) {
        List<List<String>> rows = new ArrayList<>();
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!line.isEmpty()) {
                rows.add(List.of(line.split(",", most + 1)));
            }
        }
        return rows;
    }

    private List<List<String>> rows() {
        int at = 0;
        while (at < text.length()) {
            at = isQuoted ? quoted(at) : plain(at);
        }
        endRow();
        return rows;
    }

    private int plain(int at) {
        char c = text.charAt(at);
        switch (c) {
            case '"' -> {
                isQuoted = field.isEmpty();
                if (!isQuoted) {
                    field.append(c);
                }
            }
            case ',' -> {
                if (row.size() < most) {
                    endField();
                } else {
                    field.append(c);
                }
            }
            case '\r', '\n' -> endRow();
            default -> field.append(c);
        }
        return at + 1;
    }

    private int quoted(int at) {
        char c = text.charAt(at);
        if (c != '"') {
            field.append(c);
        } else if (text.startsWith("\"\"", at)) {
            field.append(c);
            return at + 2;
        } else {
            isQuoted = false;
        }
        return at + 1;
    }

    private void endField() {
        row.add(field.toString());
        field.setLength(0);
    }

    private void endRow() {
        if (!row.isEmpty() || !field.isEmpty()) {
            endField();
            rows.add(List.copyOf(row));
            row = new ArrayList<>();
        }
    }

    /** @return the field, quoted if needed */
    static String quote(String field) {
        boolean needsQuotes = false;
        for (int i = 0; i < field.length() && !needsQuotes; i++) {
            char c = field.charAt(i);
            needsQuotes = c == ',' || c == '"' || c == '\r' || c == '\n';
        }
        return needsQuotes ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
