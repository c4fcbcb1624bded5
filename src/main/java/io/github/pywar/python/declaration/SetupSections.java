package io.github.pywar.python.declaration;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sections of a {@code setup.cfg} with the line of each option. The dialect is that of Python's {@code ConfigParser}. */
final class SetupSections {

    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final Pattern OPTION = Pattern.compile("([^=:\\s][^=:]*?)\\s*[=:]\\s*(.*)");

    private final String source;
    private final Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    private String section = "";
    private Option open;

    /**
     * Option of a section.
     *
     * @param lines of the value, from the line of the option on; comments are empty lines
     * @param location of the option
     */
    record Option(List<String> lines, SourceLocation location) {

        /** Returns the value as one text. */
        String text() {
            return String.join("\n", lines).strip();
        }
    }

    private SetupSections(String source) {
        this.source = source;
    }

    /** @param source the name of the file in messages */
    static SetupSections parse(String text, String source) {
        SetupSections all = new SetupSections(source);
        int line = 0;
        for (String raw : text.replaceFirst("^\uFEFF", "").split("\r?\n|\r", -1)) {
            all.read(raw, ++line);
        }
        return all;
    }

    /** Returns an option; dashes and underscores in its name are equal. */
    Optional<Option> option(String name, String option) {
        return Optional.ofNullable(options(name).get(option))
                .or(() -> Optional.ofNullable(options(name).get(option.replace('_', '-'))));
    }

    /** Returns the options of a section by name. */
    Map<String, Option> options(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    private void read(String raw, int line) {
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            continueValue("");
            return;
        }
        if (Character.isWhitespace(raw.charAt(0)) && open != null) {
            continueValue(text);
            return;
        }
        Matcher heading = SECTION.matcher(text);
        if (heading.matches()) {
            section = heading.group(1);
            open = null;
            sections.putIfAbsent(section, new LinkedHashMap<>());
            return;
        }
        Matcher pair = OPTION.matcher(text);
        if (section.isEmpty()) {
            throw UserException.of("There is no `[section]` before this line (" + source + ":" + line + ")")
                    .hint("correct the file: setuptools cannot read it either");
        }
        open = null;
        if (pair.matches()) {
            open = new Option(new ArrayList<>(), new SourceLocation(source, line));
            open.lines().add(pair.group(2));
            sections.get(section).put(pair.group(1), open);
        }
    }

    private void continueValue(String text) {
        if (open != null) {
            open.lines().add(text);
        }
    }
}
