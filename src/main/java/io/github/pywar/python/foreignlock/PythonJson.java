package io.github.pywar.python.foreignlock;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON as Python's {@code json.dumps(value, sort_keys=True)} writes it: hashes of declarations are digests of this text.
 *
 * @param itemSeparator between items
 * @param keySeparator between a key and its value
 */
record PythonJson(String itemSeparator, String keySeparator) {

    /** The default separators of Python. */
    static final PythonJson SPACED = new PythonJson(", ", ": ");

    /** Separators without spaces. */
    static final PythonJson COMPACT = new PythonJson(",", ":");

    /** Returns the text of maps, lists, strings, integers, booleans and null; empty for a value of another type. */
    Optional<String> write(Object value) {
        try {
            return Optional.of(text(value));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, Object> sorted = new TreeMap<>();
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), inner));
            return sorted.entrySet().stream()
                    .map(entry -> string(entry.getKey()) + keySeparator + text(entry.getValue()))
                    .collect(Collectors.joining(itemSeparator, "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::text).collect(Collectors.joining(itemSeparator, "[", "]"));
        }
        if (value instanceof String string) {
            return string(string);
        }
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return String.valueOf(value);
        }
        throw new IllegalArgumentException("no JSON type: " + value.getClass());
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> json.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }
}
