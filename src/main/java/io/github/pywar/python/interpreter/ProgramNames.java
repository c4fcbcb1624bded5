package io.github.pywar.python.interpreter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the files of programs are named, and the folders of Python's versions laid out, on the system of an environment.
 *
 * @param environment its variables
 * @param suffixes of program files, with the dot; one empty text where programs have none
 */
record ProgramNames(Map<String, String> environment, List<String> suffixes) {

    private static final String USUAL_SUFFIXES = ".COM;.EXE;.BAT;.CMD";

    /** On Windows the names of variables have no case: it is often {@code Path}. */
    static ProgramNames of(Map<String, String> environment) {
        if (!"Windows_NT".equals(environment.get("OS"))) {
            return new ProgramNames(environment, List.of(""));
        }
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.putAll(environment);
        String suffixes = variables.getOrDefault("PATHEXT", USUAL_SUFFIXES).toLowerCase(Locale.ROOT);
        return new ProgramNames(
                variables,
                Stream.of(suffixes.split(";")).filter(one -> !one.isBlank()).toList());
    }

    /** @return its value; empty where it is not set */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** @return the user's home directory; empty where no variable has it */
    String home() {
        return isWindows() && variable("HOME").isEmpty() ? variable("USERPROFILE") : variable("HOME");
    }

    /** @return the files that may be the program of that name, in the order in which the system tries them */
    Stream<String> files(String program) {
        return suffixes.stream().map(program::concat);
    }

    /** @return where pyenv usually is, below the home directory */
    String usualPyenv() {
        return isWindows() ? "/.pyenv/pyenv-win" : "/.pyenv";
    }

    /** @return where the programs of one installed Python are, below its folder */
    String binaries() {
        return isWindows() ? "" : "bin";
    }

    private boolean isWindows() {
        return !suffixes.contains("");
    }
}
