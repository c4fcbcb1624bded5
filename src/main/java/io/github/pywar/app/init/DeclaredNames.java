package io.github.pywar.app.init;

import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * References to applications in files of other tools: commands of servers in a {@code Procfile}, a {@code Dockerfile} or
 * a file of Docker Compose, and {@code FLASK_APP} in {@code .flaskenv}. They choose among candidates; other texts of
 * this form do no harm.
 */
final class DeclaredNames {

    private static final int MAX_BYTES = 1 << 16;
    private static final List<String> COMMANDS = List.of(
            "Procfile", "Dockerfile", "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
    private static final Pattern REFERENCE = Pattern.compile("[\\w.]++:[\\w.]++(?:\\(\\))?+");
    private static final Pattern FLASK_APP = Pattern.compile(
            "(?m)^[ \\t]*+FLASK_APP[ \\t]*+=[ \\t]*+[\"']?+([\\w/]++)(?:\\.py)?+(:[\\w.]++(?:\\(\\))?+)?+");
    private static final List<String> FLASK_NAMES = List.of(":app", ":application", ":create_app()", ":make_app()");

    private DeclaredNames() {}

    /** Reads the files of a project's folder. */
    static Set<String> of(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        for (String name : COMMANDS) {
            REFERENCE.matcher(read(folder, name)).results().forEach(found -> names.add(found.group()));
        }
        FLASK_APP.matcher(read(folder, ".flaskenv")).results().forEach(found -> {
            String module = found.group(1).replace('/', '.');
            if (found.group(2) != null) {
                names.add(module + found.group(2));
            } else {
                FLASK_NAMES.forEach(attribute -> names.add(module + attribute));
            }
        });
        return names;
    }

    private static String read(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file)
                ? new String(FileScope.NONE.with(folder).read(file, name, MAX_BYTES), StandardCharsets.UTF_8)
                : "";
    }
}
