package io.github.pywar.python.project;

import io.github.pywar.base.data.TomlDocument;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads a TOML table's values as the types that are expected, and tells where they are not. */
final class TomlFields {

    /** A text and where it stands. */
    record Text(String value, SourceLocation location) {}

    private final TomlDocument document;
    private final TomlTable table;
    private final String path;
    private final String source;

    /** The whole of a text. */
    TomlFields(TomlDocument document, String source) {
        this(document, document.root(), "", source);
    }

    /** @param path the table's name as a person would look for it, for example {@code project} */
    private TomlFields(TomlDocument document, TomlTable table, String path, String source) {
        this.document = document;
        this.table = table;
        this.path = path;
        this.source = source;
    }

    List<String> keys() {
        return List.copyOf(table.keySet());
    }

    SourceLocation location(String key) {
        return new SourceLocation(source, document.line(table.inputPositionOf(List.of(key))));
    }

    Object raw(String key) {
        return table.get(List.of(key));
    }

    Optional<Text> text(String key) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(new Text(text, location(key)));
        }
        throw wrong(key, "a text");
    }

    List<Text> texts(String key) {
        Object value = raw(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            throw wrong(key, "a list of texts");
        }
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof String text)) {
                throw wrong(key, "a list of texts");
            }
            texts.add(new Text(text, new SourceLocation(source, document.line(array.inputPositionOf(i)))));
        }
        return texts;
    }

    /** @return the table of that name; an empty one where there is none */
    Map<String, String> textTable(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        table(key)
                .ifPresent(fields -> fields.keys()
                        .forEach(name ->
                                texts.put(name, fields.text(name).orElseThrow().value())));
        return texts;
    }

    Optional<TomlFields> table(String key) {
        Object value = raw(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof TomlTable inner) {
            return Optional.of(new TomlFields(document, inner, path.isEmpty() ? key : path + "." + key, source));
        }
        throw wrong(key, "a table");
    }

    /** @return the table of that name; empty where there is none, or something else */
    Optional<TomlFields> tableIfAny(String key) {
        return raw(key) instanceof TomlTable ? table(key) : Optional.empty();
    }

    UserException wrong(String key, String expected) {
        String name = path.isEmpty() ? key : path + "." + key;
        return UserException.of("`" + name + "` is not " + expected + " (" + location(key) + ")");
    }
}
