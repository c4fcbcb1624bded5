package io.github.pywar.app.server;

import io.github.pywar.base.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environment of a server that runs on a developer's machine or during integration tests. It inherits the variables of
 * Maven, as the tests do, except those that configure another Python or another archive.
 *
 * @param parent environment of the build
 * @param declared variables of the application, which replace inherited ones
 * @param file with lines {@code KEY=value}, which the application reads when it starts; it replaces all others
 */
public record ServerEnvironment(Map<String, String> parent, Map<String, String> declared, Optional<Path> file) {

    /** @throws UserException if the file does not exist */
    public ServerEnvironment {
        file.filter(path -> !Files.isRegularFile(path)).ifPresent(path -> {
            throw UserException.of("There is no environment file `" + path + "`\n    from: <environmentFile>")
                    .hint("create it with lines KEY=value, or correct <environmentFile>");
        });
    }

    /** Returns all variables, without the file's. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        parent.forEach((name, value) -> {
            if (!isOfOtherPython(name)) {
                variables.put(name, value);
            }
        });
        variables.put("PYTHONIOENCODING", "utf-8");
        variables.put("PYTHONUNBUFFERED", "1");
        variables.putAll(declared);
        return variables;
    }

    private static boolean isOfOtherPython(String name) {
        return name.startsWith("PYTHON") || name.startsWith("PYWAR_") || name.equals("VIRTUAL_ENV");
    }
}
