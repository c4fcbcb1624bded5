package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of a distribution's files with their sums ("Recording installed projects", the RECORD file): CSV with a
 * path, {@code sha256=} and URL-safe base64 without padding, and a size.
 *
 * @param rows in the order of the file
 */
public record WheelRecord(List<Row> rows) {

    /** About how long a line is, in characters. */
    private static final int LINE = 140;

    public WheelRecord {
        rows = List.copyOf(rows);
    }

    /**
     * One file.
     *
     * @param path relative to the folder that holds the {@code .dist-info}, with {@code /}
     * @param hash for example {@code sha256=zuuue4k…}; empty for the record itself
     * @param size in bytes; empty where it is not said
     */
    public record Row(String path, String hash, String size) {

        /** @return a file's row */
        public static Row of(String path, Sha256 sum, long size) {
            return new Row(path, "sha256=" + sum.base64(), Long.toString(size));
        }

        /** @return the row of a record itself */
        public static Row unhashed(String path) {
            return new Row(path, "", "");
        }

        /** @return the same sum at another place */
        public Row at(String elsewhere) {
            return new Row(elsewhere, hash, size);
        }

        private void appendTo(StringBuilder text) {
            text.append(Csv.quote(path)).append(',').append(hash).append(',').append(size);
            text.append('\n');
        }
    }

    /**
     * Reads a RECORD.
     *
     * @param source what messages call it
     * @throws UserException where a row has other than three fields, or one path has two different rows
     */
    public static WheelRecord parse(String text, String source) {
        List<Row> rows = Csv.parse(text).stream().map(row -> row(row, source)).toList();
        WheelRecord record = new WheelRecord(rows);
        record.byPath(source);
        return record;
    }

    private static Row row(List<String> fields, String source) {
        if (fields.size() < 2 || fields.size() > 3) {
            throw ZipRefusal.forbidden(source, "its RECORD has a row that is none: `" + String.join(",", fields) + "`");
        }
        return new Row(fields.get(0), fields.get(1), fields.size() == 3 ? fields.get(2) : "");
    }

    /** @return the row of each path */
    Map<String, Row> byPath(String source) {
        Map<String, Row> byPath = new HashMap<>();
        for (Row row : rows) {
            Row before = byPath.put(row.path(), row);
            if (before != null && !before.equals(row)) {
                throw ZipRefusal.forbidden(source, "its RECORD has two different rows for `" + row.path() + "`");
            }
        }
        return byPath;
    }

    /** @return the rows, sorted by path, as a file's text */
    public static String text(Collection<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::path));
        StringBuilder text = new StringBuilder(sorted.size() * LINE);
        sorted.forEach(row -> row.appendTo(text));
        return text.toString();
    }
}
