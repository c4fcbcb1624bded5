package io.github.pywar.app.init;

import io.github.pywar.app.dependency.ProjectSummary;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.PythonIdentifier;
import io.github.pywar.python.target.StandardLibrary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Coordinates in a new POM.
 *
 * @param groupId of the project
 * @param artifactId of the project
 * @param version of the project
 */
record PomCoordinates(String groupId, String artifactId, String version) {

    static final String DEFAULT_GROUP = "com.example";
    private static final String DEFAULT_VERSION = "1.0.0-SNAPSHOT";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** Libraries that new applications import. */
    private static final Set<String> TAKEN = Set.of("django", "fastapi", "flask", "starlette", "uvicorn", "waitress");

    private static final int NEWEST_MINOR = 14;

    PomCoordinates {
        check("groupId", groupId);
        check("artifactId", artifactId);
        check("version", version);
    }

    /** Returns the requested coordinates, or those of {@code [project]}, or of the folder. */
    static PomCoordinates of(InitRequest request, ProjectSummary project) {
        return new PomCoordinates(
                request.groupId().orElse(DEFAULT_GROUP),
                request.artifactId()
                        .or(() -> project.name().map(name -> name.value()))
                        .orElseGet(() -> name(request.folder())),
                request.version().or(() -> version(project)).orElse(DEFAULT_VERSION));
    }

    private static Optional<String> version(ProjectSummary project) {
        return project.version().map(version -> version.base() + "-SNAPSHOT");
    }

    private static String name(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "app" : name;
    }

    /** Returns the name of a Python package for the application, which hides no module that applications import. */
    String module() {
        String name = artifactId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        if (Character.isDigit(name.charAt(0))) {
            return "app_" + name;
        }
        boolean isTaken = !PythonIdentifier.isDotted(name)
                || TAKEN.contains(name)
                || StandardLibrary.modules(NEWEST_MINOR).contains(name);
        return isTaken ? name + "_app" : name;
    }

    private static void check(String name, String value) {
        if (!VALID.matcher(value).matches()) {
            throw UserException.of("`" + value + "` is not a valid " + name + "\n    from: -D" + name)
                    .hint("use letters, digits, `.`, `-` and `_`");
        }
    }

    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version;
    }
}
