package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * List of a distribution's files with their hashes ("Recording installed projects", the RECORD file). It is CSV: a path,
 * {@code sha256=} with URL-safe base64 without padding, and a size.
 *
 * @param rows in the order of the file
 * @param malformed rows that do not have three fields, unchanged
 */
public record WheelRecord(List<Row> rows, List<String> malformed) {

    /** Twice the default limit of a wheel's entries. */
    private static final int MOST_ROWS = 500_000;

    private static final int MOST_FIELDS = 3;
    private static final int LONGEST_SHOWN = 400;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Typical length of a line, in characters. */
    private static final int LINE = 140;

    public WheelRecord {
        rows = List.copyOf(rows);
        malformed = List.copyOf(malformed);
    }

    /**
     * Row of one file.
     *
     * @param path relative to the folder that holds the {@code .dist-info}, with {@code /}
     * @param hash for example {@code sha256=zuuue4k…}; empty for RECORD itself
     * @param size in bytes; empty if not declared
     */
    public record Row(String path, String hash, String size) implements Comparable<Row> {

        /** @return the row of a file */
        public static Row of(String path, Sha256 sum, long size) {
            return new Row(path, "sha256=" + sum.base64(), Long.toString(size));
        }

        /** @return the row of RECORD itself, which has no hash */
        public static Row unhashed(String path) {
            return new Row(path, "", "");
        }

        /** @return the same row with another path */
        public Row at(String newPath) {
            return new Row(newPath, hash, size);
        }

        /** @return the line of the row, with its end */
        public String line() {
            StringBuilder text = new StringBuilder();
            appendTo(text);
            return text.toString();
        }

        /** Compares the paths: the order of the rows in a RECORD. */
        @Override
        public int compareTo(Row other) {
            return path.compareTo(other.path);
        }

        private void appendTo(StringBuilder text) {
            text.append(Csv.quote(path)).append(',').append(Csv.quote(hash));
            text.append(',').append(Csv.quote(size));
            text.append('\n');
        }
    }

    /**
     * Reads a RECORD.
     *
     * @param source its name for messages
     * @throws UserException if a row does not have three fields, or a path has two different rows
     */
    public static WheelRecord parse(String text, String source) {
        WheelRecord record = read(text, source);
        if (!record.malformed.isEmpty()) {
            String row = record.malformed.get(0);
            throw WheelErrors.refused(
                    source,
                    "its RECORD has an invalid row: `"
                            + FileTree.shown(row.substring(0, Math.min(row.length(), LONGEST_SHOWN))) + "`");
        }
        Map<String, Row> byPath = new HashMap<>();
        for (Row row : record.rows) {
            Row before = byPath.put(row.path(), row);
            if (before != null && !before.equals(row)) {
                throw WheelErrors.refused(source, "its RECORD has two different rows for `" + row.path() + "`");
            }
        }
        return record;
    }

    /**
     * Reads a RECORD that may be faulty. A byte order mark before it is ignored: some Windows editors write one.
     *
     * @throws UserException if it has more than 500,000 rows
     */
    static WheelRecord read(String text, String source) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        checkSize(plain, source);
        List<Row> rows = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        for (List<String> fields : Csv.parse(plain, MOST_FIELDS)) {
            if (fields.size() < 2 || fields.size() > MOST_FIELDS) {
                malformed.add(String.join(",", fields));
            } else {
                rows.add(new Row(fields.get(0), fields.get(1), fields.size() == MOST_FIELDS ? fields.get(2) : ""));
            }
        }
        return new WheelRecord(rows, malformed);
    }

    /** Counts the lines before the rows are parsed: objects for millions of rows would take all memory. */
    private static void checkSize(String text, String source) {
        int lines = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isEnd = c == '\n' || c == '\r' && !text.startsWith("\n", at + 1);
            lines += isEnd ? 1 : 0;
        }
        if (lines > MOST_ROWS) {
            throw WheelErrors.refused(source, "its RECORD has more than " + MOST_ROWS + " rows");
        }
    }

    /** @return the text of a RECORD with these rows, sorted by path */
    public static String text(Collection<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        Collections.sort(sorted);
        StringBuilder text = new StringBuilder(sorted.size() * LINE);
        for (Row row : sorted) {
            row.appendTo(text);
        }
        return text.toString();
    }

    /**
     * Returns the text of the RECORD of a new wheel.
     *
     * @param content its other files, with known hashes
     * @param path of the RECORD itself
     */
    public static String text(FileTree content, String path) throws IOException {
        List<Row> rows = new ArrayList<>(List.of(Row.unhashed(path)));
        for (Map.Entry<String, FileTree.Entry> file : content.entries().entrySet()) {
            ByteSource bytes = file.getValue().content();
            rows.add(Row.of(file.getKey(), bytes.sha256(), bytes.size()));
        }
        return text(rows);
    }
}
