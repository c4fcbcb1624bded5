package io.github.pywar.base.data;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writer of TOML 1.0 values, each on one line. */
public final class TomlText {

    private TomlText() {}

    /** @return the key, in quotes unless TOML allows it bare */
    public static String key(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? key : string(key);
    }

    /** @param value a string, integer, boolean or date-time, or a map or list of them */
    public static String value(Object value) {
        if (value instanceof Map<?, ?> table) {
            return table.entrySet().stream()
                    .map(entry -> key(entry.getKey().toString()) + " = " + value(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TomlText::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
        }
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof String text) {
            return string(text);
        }
        throw new IllegalArgumentException("no TOML type: " + value);
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\u%04X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
