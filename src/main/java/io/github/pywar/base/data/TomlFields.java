package io.github.pywar.base.data;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Fields of a TOML table, read as the types that the caller expects. An error names the key with its path, the file and
 * the line.
 */
public final class TomlFields {

    private final TomlDocument document;
    private final TomlTable table;
    private final String path;
    private final SourceLocation location;

    /**
     * A value and its place.
     *
     * @param value a string, number, boolean or date-time; an array as a list, a table as a map
     * @param location file and line
     */
    public record Value(Object value, SourceLocation location) {}

    private TomlFields(TomlDocument document, TomlTable table, String path, SourceLocation location) {
        this.document = document;
        this.table = table;
        this.path = path;
        this.location = location;
    }

    /**
     * Parses a TOML document.
     *
     * @param text in UTF-8, with or without a byte order mark
     * @param source the file's name in messages
     * @throws UserException if the text is not TOML
     */
    public static TomlFields parse(byte[] text, String source) {
        TomlDocument document = Toml.document(text, source);
        return new TomlFields(document, document.root(), "", SourceLocation.of(source));
    }

    /** @return the keys of the table, in the order of the file */
    public List<String> keys() {
        return List.copyOf(table.keySet());
    }

    /** @return whether the table has the key, with a value of any type */
    public boolean has(String key) {
        return raw(key) != null;
    }

    /** @return file and line of a key; those of the table if the key is missing */
    public SourceLocation location(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? location : located(position);
    }

    private SourceLocation located(TomlPosition position) {
        return new SourceLocation(location.source(), document.line(position));
    }

    private Object raw(String key) {
        return table.get(List.of(key));
    }

    /** @return the string of a key; empty if the key is missing */
    public Optional<String> string(String key) {
        return as(key, String.class, "a string");
    }

    /** @throws UserException if the key is missing or its value is not a string */
    public String requiredString(String key) {
        return string(key).orElseThrow(() -> error(key, "is missing"));
    }

    /**
     * Parses the string of a key.
     *
     * @param parser throws a {@link UserException} for an invalid string; its first line becomes part of the error
     * @return the parsed value; empty if the key is missing
     */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return string(key).map(text -> parse(key, text, parser));
    }

    /** Parses each string of an array; see {@link #parsed}. */
    public <T> List<T> parsedList(String key, Function<String, T> parser) {
        List<T> parsed = new ArrayList<>();
        for (Value item : strings(key)) {
            parsed.add(parse(key + "[" + parsed.size() + "]", (String) item.value(), parser));
        }
        return parsed;
    }

    private <T> T parse(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (UserException e) {
            UserException error =
                    error(key, "is not valid: " + e.what().lines().findFirst().orElse(""));
            for (Hint hint : e.hints()) {
                error = error.hint(hint);
            }
            throw error;
        }
    }

    /** @return the strings of an array with their lines; none if the key is missing */
    public List<Value> strings(String key) {
        List<Value> items = array(key, "an array of strings");
        if (!items.stream().allMatch(item -> item.value() instanceof String)) {
            throw error(key, "is not an array of strings");
        }
        return items;
    }

    /** @return the items of an array with their lines; empty if the key is missing or its value is no array */
    public Optional<List<Value>> arrayIfAny(String key) {
        return raw(key) instanceof TomlArray ? Optional.of(array(key, "an array")) : Optional.empty();
    }

    private List<Value> array(String key, String expected) {
        List<Value> items = new ArrayList<>();
        as(key, TomlArray.class, expected).ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                items.add(new Value(plain(array.get(i)), located(array.inputPositionOf(i))));
            }
        });
        return items;
    }

    /** @return the integer of a key; empty if the key is missing */
    public Optional<Long> integer(String key) {
        return as(key, Long.class, "an integer");
    }

    /** @return the boolean of a key; empty if the key is missing */
    public Optional<Boolean> flag(String key) {
        return as(key, Boolean.class, "a boolean");
    }

    /** Checks that the value of a key is a boolean, if the table has the key. */
    public void checkBoolean(String key) {
        as(key, Boolean.class, "a boolean");
    }

    /** @return the date-time of a key; a local one is taken as UTC */
    public Optional<OffsetDateTime> time(String key) {
        if (raw(key) instanceof LocalDateTime local) {
            return Optional.of(local.atOffset(ZoneOffset.UTC));
        }
        return as(key, OffsetDateTime.class, "a date-time");
    }

    /** @return the table of a key; empty if the key is missing */
    public Optional<TomlFields> table(String key) {
        return as(key, TomlTable.class, "a table").map(inner -> inner(inner, key, location(key)));
    }

    /** @return the table of a key; empty if the key is missing or its value is no table */
    public Optional<TomlFields> tableIfAny(String key) {
        return raw(key) instanceof TomlTable ? table(key) : Optional.empty();
    }

    /** @return the tables of an array; none if the key is missing */
    public List<TomlFields> tables(String key) {
        List<TomlFields> tables = new ArrayList<>();
        as(key, TomlArray.class, "an array of tables").ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                if (!(array.get(i) instanceof TomlTable inner)) {
                    throw error(key, "is not an array of tables");
                }
                tables.add(inner(inner, key + "[" + i + "]", located(array.inputPositionOf(i))));
            }
        });
        return tables;
    }

    private TomlFields inner(TomlTable inner, String key, SourceLocation place) {
        return new TomlFields(document, inner, pathOf(key), place);
    }

    /** @return the table of a key as a map of strings; an empty map if the key is missing */
    public Map<String, String> stringTable(String key) {
        Map<String, String> strings = new LinkedHashMap<>();
        table(key).ifPresent(inner -> inner.keys().forEach(name -> strings.put(name, inner.requiredString(name))));
        return strings;
    }

    /** @return the table as a map: tables in it are maps, arrays are lists */
    public Map<String, Object> toMap() {
        return map(table);
    }

    private static Map<String, Object> map(TomlTable table) {
        Map<String, Object> values = new LinkedHashMap<>();
        table.keySet().forEach(key -> values.put(key, plain(table.get(List.of(key)))));
        return values;
    }

    private static Object plain(Object value) {
        if (value instanceof TomlTable table) {
            return map(table);
        }
        if (value instanceof TomlArray array) {
            return array.toList().stream().map(TomlFields::plain).toList();
        }
        return value;
    }

    private <T> Optional<T> as(String key, Class<T> type, String expected) {
        Object value = raw(key);
        if (value != null && !type.isInstance(value)) {
            throw error(key, "is not " + expected);
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private String pathOf(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }

    /**
     * @param key the key with the problem; empty for the table itself
     * @param problem a predicate such as {@code is missing}
     * @return an error with path, file and line; the caller throws it
     */
    public UserException error(String key, String problem) {
        SourceLocation place = key.isEmpty() ? location : location(key.replaceFirst("\\[\\d+\\]$", ""));
        return UserException.of("`" + pathOf(key) + "` " + problem + " (" + place + ")");
    }
}
