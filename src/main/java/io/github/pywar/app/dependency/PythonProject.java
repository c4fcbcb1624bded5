package io.github.pywar.app.dependency;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Python project that declares the dependencies of an application.
 *
 * @param folder of its declarations
 * @param pyProject its {@code pyproject.toml}
 * @param metadata its metadata, if only a build can determine its dependencies
 * @param sources folders of the application's files
 */
public record PythonProject(Path folder, Optional<PyProject> pyProject, ProjectMetadata metadata, List<Path> sources) {

    public PythonProject {
        sources = List.copyOf(sources);
    }

    /** Project whose folder has all files of the application. */
    public PythonProject(Path folder, Optional<PyProject> pyProject, ProjectMetadata metadata) {
        this(folder, pyProject, metadata, List.of(folder));
    }

    ProjectDeclarations declarations(FileScope scope) {
        return new ProjectDeclarations(folder, pyProject, scope, metadata);
    }
}
