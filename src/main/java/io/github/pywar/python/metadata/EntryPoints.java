package io.github.pywar.python.metadata;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The file {@code entry_points.txt} of a distribution ("Entry points specification"). */
public final class EntryPoints {

    private static final int LONGEST_SHOWN = 400;
    private static final String CONSOLE = "console_scripts";
    private static final Pattern PIP = Pattern.compile("pip(\\d+(\\.\\d+)?)?");
    private static final Pattern EASY_INSTALL = Pattern.compile("easy_install(-\\d+\\.\\d+)?");

    private final List<EntryPoint> all;

    private EntryPoints(List<EntryPoint> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Parses {@code entry_points.txt} as pip does: lines before the first section are ignored, and white space in brackets is
     * part of the name. A byte order mark is not part of the first line.
     *
     * <pre>
     * file    = ( section | entry-point | comment | blank-line )*
     * section = "[" name "]"
     * comment = ( "#" | ";" ) any text
     * </pre>
     *
     * @return the entry points in order; of repeated names in a section, the last one
     * @throws UserException if a line follows none of these rules
     */
    public static EntryPoints parse(String text) {
        Map<String, EntryPoint> all = new LinkedHashMap<>();
        String group = null;
        int number = 0;
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String line : plain.split("\\R", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
                continue;
            }
            if (stripped.startsWith("[") && stripped.endsWith("]")) {
                group = stripped.substring(1, stripped.length() - 1);
                continue;
            }
            if (group == null) {
                continue;
            }
            String[] pair = stripped.split("=", 2);
            if (pair.length < 2 || pair[0].isBlank()) {
                throw UserException.of("`entry_points.txt` is not valid: line " + number + ", `"
                        + FileTree.shown(stripped.substring(0, Math.min(stripped.length(), LONGEST_SHOWN)))
                        + "`, is neither a section nor `name = value`");
            }
            EntryPoint point = new EntryPoint(group, pair[0].strip(), pair[1].strip());
            all.put(group + "\n" + point.name(), point);
        }
        return new EntryPoints(new ArrayList<>(all.values()));
    }

    /** @return the entry points of one section, in order */
    public List<EntryPoint> group(String name) {
        List<EntryPoint> group = new ArrayList<>();
        for (EntryPoint point : all) {
            if (point.group().equals(name)) {
                group.add(point);
            }
        }
        return Collections.unmodifiableList(group);
    }

    /**
     * Returns the console scripts. The scripts of pip and easy_install contain the Python version of the build, which is
     * replaced with the version of the target, as pip does.
     *
     * @param majorMinor the Python version of the target, for example {@code 3.11}
     */
    public List<EntryPoint> consoleScripts(String majorMinor) {
        List<EntryPoint> declared = group(CONSOLE);
        List<EntryPoint> scripts = new ArrayList<>();
        String major = majorMinor.substring(0, majorMinor.indexOf('.'));
        versioned(declared, "pip", List.of("pip", "pip" + major, "pip" + majorMinor), scripts);
        versioned(declared, "easy_install", List.of("easy_install", "easy_install-" + majorMinor), scripts);
        boolean pip = has(declared, "pip");
        boolean easyInstall = has(declared, "easy_install");
        for (EntryPoint point : declared) {
            boolean isReplaced = pip && PIP.matcher(point.name()).matches()
                    || easyInstall && EASY_INSTALL.matcher(point.name()).matches();
            if (!isReplaced) {
                scripts.add(point);
            }
        }
        return scripts;
    }

    private static boolean has(List<EntryPoint> points, String name) {
        for (EntryPoint point : points) {
            if (point.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void versioned(
            List<EntryPoint> declared, String name, List<String> names, List<EntryPoint> scripts) {
        for (EntryPoint point : declared) {
            if (point.name().equals(name)) {
                for (String each : names) {
                    scripts.add(new EntryPoint(CONSOLE, each, point.value()));
                }
            }
        }
    }
}
