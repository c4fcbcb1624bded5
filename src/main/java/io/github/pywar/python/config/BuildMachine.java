package io.github.pywar.python.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The build machine, as far as configuration depends on it.
 *
 * @param variables of the environment
 * @param home the user's home folder
 * @param folder the project's: relative paths stand against it, and {@code pyproject.toml} and {@code uv.toml} lie there
 * @param root of the file system, where {@code etc} lies
 * @param system as {@code os.name} says it
 */
public record BuildMachine(Map<String, String> variables, Path home, Path folder, Path root, String system) {

    public BuildMachine {
        variables = Map.copyOf(variables);
    }

    /** @return this machine, in that folder */
    public static BuildMachine here(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        return new BuildMachine(System.getenv(), home, folder, home.getRoot(), System.getProperty("os.name"));
    }

    /** @return the variable's value; one that is set to nothing counts as not set */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** @return the first of these variables that is set */
    Optional<ConfiguredValue> firstOf(String... names) {
        return Stream.of(names)
                .flatMap(name -> variable(name).map(value -> new ConfiguredValue(value, name)).stream())
                .findFirst();
    }

    boolean isWindows() {
        return system.startsWith("Windows");
    }

    boolean isMac() {
        return system.startsWith("Mac");
    }

    /** @return the path, against the project's folder, with {@code ~} for the home folder */
    Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : folder.resolve(text);
    }
}
