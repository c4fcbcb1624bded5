package io.github.pywar.python.lock;

import io.github.pywar.base.error.UserException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A table of a lock with the types that the standard asks for; errors name the key with its whole path, and the package. */
final class LockTable {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");

    private final Map<?, ?> values;
    private final String path;
    private final String owner;
    private final String source;

    /** The table of the whole file. */
    LockTable(Map<?, ?> values, String source) {
        this(values, "", "", source);
    }

    /**
     * @param path of the table, for example {@code packages[3]}; empty for the file itself
     * @param owner the package that it is of, for messages; or empty
     */
    private LockTable(Map<?, ?> values, String path, String owner, String source) {
        this.values = values;
        this.path = path;
        this.owner = owner;
        this.source = source;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    Optional<String> text(String key) {
        return as(key, String.class, "a text");
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> fault(key, "is missing"));
    }

    /** @return the text read as something; a text that cannot be read is told with the reader's own first line */
    <T> Optional<T> parsed(String key, Function<String, T> reader) {
        return text(key).map(text -> read(key, text, reader));
    }

    <T> List<T> parsedList(String key, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        List<?> items = list(key);
        for (int i = 0; i < items.size(); i++) {
            String place = key + "[" + i + "]";
            if (!(items.get(i) instanceof String text)) {
                throw fault(place, "is no text");
            }
            read.add(read(place, text, reader));
        }
        return read;
    }

    private <T> T read(String key, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (UserException e) {
            throw fault(key, "is not valid: " + e.what().lines().findFirst().orElse(""));
        }
    }

    Optional<Long> wholeNumber(String key) {
        Object value = values.get(key);
        if (value instanceof Integer number) {
            return Optional.of(number.longValue());
        }
        return as(key, Long.class, "a whole number");
    }

    void checkTruth(String key) {
        as(key, Boolean.class, "neither true nor false");
    }

    /** A time without an offset is read as UTC. */
    Optional<OffsetDateTime> time(String key) {
        if (values.get(key) instanceof LocalDateTime local) {
            return Optional.of(local.atOffset(ZoneOffset.UTC));
        }
        return as(key, OffsetDateTime.class, "a time");
    }

    Optional<LockTable> table(String key) {
        return as(key, Map.class, "a table").map(table -> new LockTable(table, place(key), owner, source));
    }

    List<LockTable> tables(String key) {
        List<LockTable> tables = new ArrayList<>();
        List<?> items = list(key);
        for (int i = 0; i < items.size(); i++) {
            String place = key + "[" + i + "]";
            if (!(items.get(i) instanceof Map<?, ?> table)) {
                throw fault(place, "is no table");
            }
            tables.add(new LockTable(table, place(place), path.isEmpty() ? owner(table) : owner, source));
        }
        return tables;
    }

    private static String owner(Map<?, ?> table) {
        return table.get("name") instanceof String name && NAME.matcher(name).matches() ? " of `" + name + "`" : "";
    }

    private List<?> list(String key) {
        return as(key, List.class, "a list").map(list -> (List<?>) list).orElse(List.of());
    }

    Map<?, ?> values() {
        return values;
    }

    private <T> Optional<T> as(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw fault(key, "is not " + expected);
        }
        return Optional.of(type.cast(value));
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** @param key what is wrong; empty for the table itself */
    UserException fault(String key, String problem) {
        String place = key.isEmpty() ? path : place(key);
        return UserException.of("The lock `" + source + "` is not valid: `" + place + "`" + owner + " " + problem);
    }
}
