package io.github.pywar.app.dependency;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a Python project says what it requires: beside the POM, or, for a POM that stands in a folder of its own, where
 * the sources begin.
 *
 * @param path the folder
 */
public record ProjectFolder(Path path) {

    private static final String REQUIREMENTS = "requirements.txt";
    private static final String PROJECT = "pyproject.toml";

    /**
     * @param pom the folder of the POM
     * @param sources the source directory
     */
    public static ProjectFolder of(Path pom, Path sources) {
        ProjectFolder beside = new ProjectFolder(pom);
        ProjectFolder there = new ProjectFolder(sources);
        return beside.isSilent() && !there.isSilent() ? there : beside;
    }

    /** @return its {@code requirements.txt}, if there is one */
    public List<Path> requirements() {
        return file(REQUIREMENTS).map(List::of).orElse(List.of());
    }

    /** @return its {@code pyproject.toml}, if there is one */
    public Optional<Path> pyProject() {
        return file(PROJECT);
    }

    private boolean isSilent() {
        return requirements().isEmpty() && pyProject().isEmpty();
    }

    private Optional<Path> file(String name) {
        return Optional.of(path.resolve(name)).filter(Files::isRegularFile);
    }
}
