package io.github.pywar.python.interpreter;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Environment of a process that runs code of an application and its libraries: the variables that a system needs to
 * start programs, and the declared variables. It has no other variable of the build, because a build server keeps
 * passwords and tokens in its environment.
 *
 * @param variables all variables
 */
public record CleanEnvironment(Map<String, String> variables) {

    /** Language, time zone, and the folders of programs, their shared libraries and temporary files. */
    private static final Set<String> KEPT =
            Set.of("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR");

    /** Windows starts no program without these. */
    private static final Set<String> KEPT_ON_WINDOWS =
            Set.of("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP");

    private static final String LOCALE = "LC_";

    /** Copies the map. */
    public CleanEnvironment {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /**
     * Returns the environment of a process.
     *
     * @param parent the variables of the build
     * @param home the home directory of the process, which should be empty
     * @param declared the application's variables, which replace all others
     */
    public static CleanEnvironment of(Map<String, String> parent, Path home, Map<String, String> declared) {
        Map<String, String> variables = new TreeMap<>();
        parent.forEach((name, value) -> {
            if (isKept(name)) {
                variables.put(name, value);
            }
        });
        variables.put("HOME", home.toString());
        variables.put("PYTHONIOENCODING", "utf-8");
        variables.put("PYTHONUNBUFFERED", "1");
        variables.putAll(declared);
        return new CleanEnvironment(variables);
    }

    private static boolean isKept(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return KEPT.contains(name)
                || KEPT_ON_WINDOWS.contains(upper)
                || name.startsWith(LOCALE)
                || upper.equals("PATH");
    }
}
