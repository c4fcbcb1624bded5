package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.EntryPoint;
import io.github.pywar.python.metadata.EntryPoints;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts for the entry points of a wheel.
 *
 * @param wheel with the entry points
 * @param template of the scripts
 */
record WheelScripts(Wheel wheel, ScriptTemplate template) {

    private static final List<String> WRAPPERS = List.of(".exe", "-script.py", ".pya");

    /** @return script name to content */
    Map<String, byte[]> content(String majorMinor) throws IOException {
        Optional<String> text = wheel.entryPoints();
        try {
            return text.isPresent() ? content(EntryPoints.parse(text.get()), majorMinor) : Map.of();
        } catch (UserException e) {
            throw e.fact("in: " + wheel.fileName())
                    .hint(
                            "report it to the project that publishes the file, and use another version until it is fixed");
        }
    }

    private Map<String, byte[]> content(EntryPoints points, String majorMinor) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        for (EntryPoint point : points.group("gui_scripts")) {
            put(point, content);
        }
        for (EntryPoint point : points.consoleScripts(majorMinor)) {
            put(point, content);
        }
        return content;
    }

    private void put(EntryPoint point, Map<String, byte[]> content) {
        point.requireScript();
        content.put(
                point.name(), template.calling(point.module(), point.attribute().orElseThrow()));
    }

    /** @return whether a script of the wheel is only a wrapper of an entry point, for the machine that built the wheel */
    static boolean isWrapper(String name, Map<String, byte[]> entryPoints) {
        if (entryPoints.containsKey(name)) {
            return true;
        }
        for (String end : WRAPPERS) {
            if (name.toLowerCase(Locale.ROOT).endsWith(end)
                    && entryPoints.containsKey(name.substring(0, name.length() - end.length()))) {
                return true;
            }
        }
        return false;
    }
}
