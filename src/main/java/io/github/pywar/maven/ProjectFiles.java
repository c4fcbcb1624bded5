package io.github.pywar.maven;

import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.source.HookFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.model.Resource;

/** Files of a project that describe or form its application: sources, resources, overlays, hooks, pyproject.toml. */
final class ProjectFiles {

    private static final String DEFAULT_SOURCES = "src/main/python";
    private static final String DEFAULT_HOOKS = "src/main/hooks";
    private static final String DEFAULT_RESOURCES = "src/main/resources/python";

    private final AbstractAppMojo goal;
    private final Path base;
    private final Path sources;
    private final FileScope scope;
    private final ProjectFolder python;

    ProjectFiles(AbstractAppMojo goal) throws IOException {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
        this.sources = goal.sourceDirectory.toPath().normalize();
        this.scope = new ProjectScope(goal.session, goal.project).files().with(sources);
        this.python = ProjectFolder.of(base, sources);
    }

    /** Returns the folders that links and includes may lead to. */
    FileScope scope() {
        return scope;
    }

    /** Returns the folder with the project's Python declarations. */
    ProjectFolder python() {
        return python;
    }

    Optional<PyProject> pyProject() throws IOException {
        Optional<Path> file = python.pyProject();
        return file.isPresent() ? Optional.of(PyProject.read(file.get(), scope)) : Optional.empty();
    }

    /**
     * Returns the folders of the application: its sources, then resources, then overlays.
     *
     * @param entry for a warning about sources that are elsewhere
     */
    List<SourceFolder> sources(ObjectReference entry, Progress progress) throws IOException {
        Path work = goal.outputDirectory.toPath().resolve("pywar");
        List<SourceFolder> all = new ArrayList<>();
        if (isMissingDefault(sources, DEFAULT_SOURCES)) {
            new BuildSourceDirectory(goal.project).warning(entry).ifPresent(progress::warning);
        } else {
            all.add(new SourceFolder(sources, ProjectScope.label(base, sources), "", patterns(), scope));
        }
        all.addAll(new FilteredResources(goal, work.resolve("resources"), progress, scope).of(resources()));
        all.addAll(new OverlayFiles(goal.services.repositories(), goal.session, goal.project, work.resolve("overlays"))
                .of(goal.overlays));
        return all;
    }

    /** The build's own output and the hooks are not sources, even if they are in the source directory. */
    private Patterns patterns() {
        List<String> excludes = new ArrayList<>(goal.excludes);
        for (File other : List.of(goal.outputDirectory, goal.hooks)) {
            Path inside = other.toPath().normalize();
            if (inside.startsWith(sources) && !inside.equals(sources)) {
                excludes.add(sources.relativize(inside).toString().replace('\\', '/') + "/");
            }
        }
        Set<Path> declaring = goal.requirementsFiles.stream()
                .map(file -> file.toPath().normalize())
                .collect(Collectors.toSet());
        return new Patterns(goal.includes, excludes, goal.defaultExcludes, declaring);
    }

    private List<Resource> resources() {
        if (goal.resources != null) {
            return goal.resources;
        }
        if (Files.notExists(base.resolve(DEFAULT_RESOURCES))) {
            return List.of();
        }
        Resource resource = new Resource();
        resource.setDirectory(DEFAULT_RESOURCES);
        return List.of(resource);
    }

    Optional<HookFolder> hooks() {
        Path folder = goal.hooks.toPath().normalize();
        return isMissingDefault(folder, DEFAULT_HOOKS)
                ? Optional.empty()
                : Optional.of(new HookFolder(folder, ProjectScope.label(base, folder), scope));
    }

    /** A default folder may be missing: the application can be a library, and most projects have no hooks. */
    private boolean isMissingDefault(Path folder, String name) {
        return folder.equals(base.resolve(name)) && Files.notExists(folder);
    }
}
