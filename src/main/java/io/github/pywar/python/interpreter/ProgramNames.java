package io.github.pywar.python.interpreter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Names of program files, and layout of pyenv's folders, on the system of an environment.
 *
 * @param environment its variables
 * @param suffixes of program files, with the dot; one empty text if programs have none
 */
record ProgramNames(Map<String, String> environment, List<String> suffixes) {

    private static final String DEFAULT_SUFFIXES = ".COM;.EXE;.BAT;.CMD";

    /** On Windows the names of variables are case-insensitive: PATH is often {@code Path}. */
    static ProgramNames of(Map<String, String> environment) {
        if (!"Windows_NT".equals(environment.get("OS"))) {
            return new ProgramNames(environment, List.of(""));
        }
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.putAll(environment);
        String suffixes = variables.getOrDefault("PATHEXT", DEFAULT_SUFFIXES).toLowerCase(Locale.ROOT);
        return new ProgramNames(
                variables,
                Stream.of(suffixes.split(";")).filter(one -> !one.isBlank()).toList());
    }

    /** @return its value; empty if it is not set */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** @return the user's home directory; empty if no variable has it */
    String home() {
        return isWindows() && variable("HOME").isEmpty() ? variable("USERPROFILE") : variable("HOME");
    }

    /** @return the possible file names of that program, in the order in which the system tries them */
    Stream<String> files(String program) {
        return suffixes.stream().map(program::concat);
    }

    /** @return the default folder of pyenv, relative to the home directory */
    String defaultPyenv() {
        return isWindows() ? "/.pyenv/pyenv-win" : "/.pyenv";
    }

    /** @return the folder of the programs of one installed Python, relative to its own folder */
    String binaries() {
        return isWindows() ? "" : "bin";
    }

    private boolean isWindows() {
        return !suffixes.contains("");
    }
}
