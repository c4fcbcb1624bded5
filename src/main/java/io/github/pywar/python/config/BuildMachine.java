package io.github.pywar.python.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Facts of the build machine that configuration depends on.
 *
 * @param variables of the environment
 * @param home the user's home folder
 * @param folder the project's folder: relative paths are resolved against it, and {@code pyproject.toml} and
 *     {@code uv.toml} are in it
 * @param root of the file system, which has {@code etc}
 * @param system value of the system property {@code os.name}
 */
public record BuildMachine(Map<String, String> variables, Path home, Path folder, Path root, String system) {

    public BuildMachine {
        variables = Map.copyOf(variables);
    }

    /** @return the machine that runs this code, with that project folder */
    public static BuildMachine here(Path folder) {
        Path root = folder.toAbsolutePath().getRoot();
        Path home = home(System.getProperty("user.home"), root);
        return new BuildMachine(System.getenv(), home, folder, root, System.getProperty("os.name"));
    }

    /**
     * Returns the user's home folder. Java names it {@code ?} for a user whom the system does not know, as in a container
     * with a random user id. Such a user has a folder that does not exist: files of the current folder must not be read
     * as the user's own.
     *
     * @param property value of the system property {@code user.home}
     * @param root of the file system
     */
    public static Path home(String property, Path root) {
        Path home = Path.of(property);
        return home.isAbsolute() ? home : root.resolve("nonexistent");
    }

    /** @return the variable's value; empty if it is not set or blank */
    Optional<String> variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /** @return the value of the first of these variables that is set */
    Optional<ConfiguredValue> firstOf(String... names) {
        for (String name : names) {
            Optional<String> value = variable(name);
            if (value.isPresent()) {
                return Optional.of(new ConfiguredValue(value.get(), name));
            }
        }
        return Optional.empty();
    }

    boolean isWindows() {
        return system.startsWith("Windows");
    }

    boolean isMac() {
        return system.startsWith("Mac");
    }

    /** @return the path, resolved against the project's folder; {@code ~} is the home folder */
    Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : folder.resolve(text);
    }
}
