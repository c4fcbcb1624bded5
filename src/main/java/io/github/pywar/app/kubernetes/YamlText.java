package io.github.pywar.app.kubernetes;

import io.github.pywar.base.data.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * YAML 1.2 in block style. Texts that YAML could read as something else are in double quotes, with the escapes of JSON:
 * every JSON string is such a text.
 */
final class YamlText {

    /** Words that no version of YAML reads as a number, a time, a boolean or a marker. */
    private static final Pattern PLAIN =
            Pattern.compile("(?!(?i:true|false|yes|no|on|off|null|y|n)$)[A-Za-z/][\\w./-]*+");

    /** Characters that a JSON string can have, and a YAML file cannot. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\ufeff\\ufffe\\uffff]");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** Returns a map with the order of its keys: pairs of a key and a value; a pair with the value null is left out. */
    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                map.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return map;
    }

    /** Returns documents of maps, lists, texts, numbers and booleans. */
    static String of(List<Map<String, Object>> documents) {
        YamlText text = new YamlText();
        for (Map<String, Object> document : documents) {
            text.out.append(text.out.isEmpty() ? "" : "---\n");
            text.fields(document, 0, false);
        }
        return text.out.toString();
    }

    private void fields(Map<?, ?> map, int depth, boolean isInItem) {
        boolean isFirst = isInItem;
        for (Map.Entry<?, ?> one : map.entrySet()) {
            indent(isFirst ? 0 : depth);
            out.append(scalar(one.getKey())).append(':');
            value(one.getValue(), depth);
            isFirst = false;
        }
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            fields(map, depth + 1, false);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            list.forEach(item -> item(item, depth + 1));
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void item(Object item, int depth) {
        indent(depth);
        out.append("- ");
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            fields(map, depth + 1, true);
        } else if (item instanceof List<?> list && !list.isEmpty()) {
            throw new IllegalArgumentException("a list directly in a list");
        } else {
            out.append(scalar(item)).append('\n');
        }
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }

    private static String scalar(Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?>) {
            return "[]";
        }
        boolean isPlain = !(value instanceof String text) || PLAIN.matcher(text).matches();
        return isPlain ? String.valueOf(value) : quoted(value);
    }

    private static String quoted(Object text) {
        String json = new String(Json.write(text), StandardCharsets.UTF_8).strip();
        return UNPRINTABLE
                .matcher(json)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
