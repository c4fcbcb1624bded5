package io.github.pywar.app.spec;

import io.github.pywar.base.data.Toml;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * The {@code [project]} table of a {@code pyproject.toml} (PEP 621), as far as an archive needs it; texts are not yet
 * parsed.
 *
 * @param name the distribution's
 * @param version where it is given, and not dynamic
 * @param description one line; may be empty
 * @param requiresPython may be empty
 * @param dependencies requirements, in their order
 * @param optionalDependencies extra to its requirements
 * @param entryPoints group to name to object reference; scripts stand in {@code console_scripts}
 */
public record PyProject(
        String name,
        Optional<String> version,
        String description,
        String requiresPython,
        List<Text> dependencies,
        Map<String, List<Text>> optionalDependencies,
        Map<String, Map<String, String>> entryPoints) {

    /** The file's usual name. */
    public static final String FILE = "pyproject.toml";

    /**
     * A text of the file.
     *
     * @param line where it stands, counted from 1
     */
    public record Text(String value, int line) {}

    /** @return the table; empty where the file or the table is missing */
    public static Optional<PyProject> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        TomlTable project = Toml.read(Files.readAllBytes(file), FILE).getTable("project");
        return project == null ? Optional.empty() : Optional.of(from(project));
    }

    private static PyProject from(TomlTable project) {
        return new PyProject(
                text(project, "name")
                        .orElseThrow(() -> UserException.of("The table [project] of `" + FILE + "` has no `name`")),
                text(project, "version"),
                text(project, "description").orElse(""),
                text(project, "requires-python").orElse(""),
                texts(project, "dependencies"),
                optional(project),
                entryPoints(project));
    }

    private static Map<String, List<Text>> optional(TomlTable project) {
        Map<String, List<Text>> extras = new LinkedHashMap<>();
        TomlTable table = table(project, "optional-dependencies");
        table.keySet().forEach(extra -> extras.put(extra, texts(table, extra)));
        return extras;
    }

    private static Map<String, Map<String, String>> entryPoints(TomlTable project) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        TomlTable named = table(project, "entry-points");
        named.keySet().forEach(group -> groups.put(group, strings(table(named, group))));
        groups.put("console_scripts", strings(table(project, "scripts")));
        groups.put("gui_scripts", strings(table(project, "gui-scripts")));
        groups.values().removeIf(Map::isEmpty);
        return groups;
    }

    private static Map<String, String> strings(TomlTable table) {
        Map<String, String> strings = new LinkedHashMap<>();
        table.keySet().forEach(key -> strings.put(key, text(table, key).orElse("")));
        return strings;
    }

    /** A key is one word here, whatever dots and quotes it has. */
    private static Optional<String> text(TomlTable table, String key) {
        Object value = table.get(List.of(key));
        if (value != null && !(value instanceof String)) {
            throw wrong(table, key, "a string");
        }
        return Optional.ofNullable((String) value);
    }

    private static TomlTable table(TomlTable parent, String key) {
        Object value = parent.get(List.of(key));
        if (value == null) {
            return org.tomlj.Toml.parse("");
        }
        if (value instanceof TomlTable table) {
            return table;
        }
        throw wrong(parent, key, "a table");
    }

    private static List<Text> texts(TomlTable table, String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array) || !array.toList().stream().allMatch(String.class::isInstance)) {
            throw wrong(table, key, "an array of strings");
        }
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            texts.add(new Text(array.getString(i), array.inputPositionOf(i).line()));
        }
        return texts;
    }

    private static UserException wrong(TomlTable table, String key, String expected) {
        int line = table.inputPositionOf(List.of(key)).line();
        return UserException.of("`" + key + "` of `" + FILE + ":" + line + "` is not " + expected);
    }
}
