package io.github.pywar.app.dependency;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder in which a Python project declares its dependencies: the folder of the POM or, for a POM in a folder of its
 * own, the source directory.
 *
 * @param path the folder
 */
public record ProjectFolder(Path path) {

    private static final String PROJECT = "pyproject.toml";

    /** Files that declare dependencies. */
    private static final List<String> DECLARATIONS =
            List.of("requirements.txt", PROJECT, "Pipfile", "setup.cfg", "setup.py");

    /**
     * Chooses the folder. The folder of the POM wins if it has any declaration.
     *
     * @param pom the folder of the POM
     * @param sources the source directory
     */
    public static ProjectFolder of(Path pom, Path sources) {
        ProjectFolder ofPom = new ProjectFolder(pom);
        ProjectFolder ofSources = new ProjectFolder(sources);
        return ofPom.isEmpty() && !ofSources.isEmpty() ? ofSources : ofPom;
    }

    /** Returns its {@code pyproject.toml}, if there is one. */
    public Optional<Path> pyProject() {
        return file(PROJECT);
    }

    private boolean isEmpty() {
        for (String name : DECLARATIONS) {
            if (Files.isRegularFile(path.resolve(name))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Path> file(String name) {
        Path file = path.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}
