package io.github.pywar.python.config;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * INI file in the dialect of Python's {@code RawConfigParser}: a comment is a line of its own, a value continues in indented
 * lines, {@code =} or {@code :} separates, and a percent sign has no special meaning.
 */
final class IniFile {

    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final Pattern OPTION = Pattern.compile("([^=:\\s][^=:]*?)\\s*[=:]\\s*(.*)");

    private final Path file;
    private final Map<String, Map<String, ConfiguredValue>> sections = new LinkedHashMap<>();
    private String section = "";
    private String option = "";

    private IniFile(Path file) {
        this.file = file;
    }

    /** @return the file's content; empty if the file does not exist */
    static IniFile read(Path file) throws IOException {
        IniFile ini = new IniFile(file);
        if (Files.isRegularFile(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int line = 0;
            for (String raw : text.replaceFirst("^\uFEFF", "").split("\r?\n|\r", -1)) {
                ini.read(raw, ++line);
            }
        }
        return ini;
    }

    /** @return the options of a section by name, in lower case with dashes, without leading dashes */
    Map<String, ConfiguredValue> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    private void read(String raw, int line) {
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (Character.isWhitespace(raw.charAt(0)) && !option.isEmpty()) {
            continueValue(text);
            return;
        }
        Matcher heading = SECTION.matcher(text);
        if (heading.matches()) {
            section = heading.group(1);
            option = "";
            sections.putIfAbsent(section, new LinkedHashMap<>());
            return;
        }
        Matcher pair = OPTION.matcher(text);
        if (!pair.matches() || section.isEmpty()) {
            throw UserException.of("Cannot read `" + file + ":" + line + "`: "
                            + (section.isEmpty()
                                    ? "there is no `[section]` before this line"
                                    : "this line is not `option = value`"))
                    .hint("`pip config debug` prints the files that pip reads, and fails at the same line");
        }
        option = name(pair.group(1));
        sections.get(section).put(option, new ConfiguredValue(pair.group(2), file + ":" + line));
    }

    private void continueValue(String text) {
        sections.get(section)
                .computeIfPresent(
                        option,
                        (key, value) -> new ConfiguredValue((value.text() + "\n" + text).strip(), value.origin()));
    }

    static String name(String option) {
        String lower = option.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.startsWith("--") ? lower.substring(2) : lower;
    }
}
