package io.github.pywar.python.lock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** TOML as plain maps and lists, all the way down. */
final class TomlValues {

    private TomlValues() {}

    static Map<String, Object> of(TomlTable table) {
        Map<String, Object> values = new LinkedHashMap<>();
        table.keySet().forEach(key -> values.put(key, plain(table.get(List.of(key)))));
        return values;
    }

    private static Object plain(Object value) {
        if (value instanceof TomlTable table) {
            return of(table);
        }
        if (value instanceof TomlArray array) {
            List<Object> values = new ArrayList<>();
            array.toList().forEach(item -> values.add(plain(item)));
            return values;
        }
        return value;
    }
}
