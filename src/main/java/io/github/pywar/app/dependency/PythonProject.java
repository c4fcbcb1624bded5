package io.github.pywar.app.dependency;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Python project that declares the dependencies of an application.
 *
 * @param folder of its declarations
 * @param pyProject its {@code pyproject.toml}
 * @param metadata its metadata, if only a build can determine its dependencies
 */
public record PythonProject(Path folder, Optional<PyProject> pyProject, ProjectMetadata metadata) {

    ProjectDeclarations declarations(FileScope scope) {
        return new ProjectDeclarations(folder, pyProject, scope, metadata);
    }
}
