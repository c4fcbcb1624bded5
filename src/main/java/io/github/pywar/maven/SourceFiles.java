package io.github.pywar.maven;

import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.model.Resource;

/** Own files of an application or a library: its modules, its resources and its pyproject.toml. */
final class SourceFiles {

    private static final String DEFAULT_SOURCES = "src/main/python";
    private static final String DEFAULT_RESOURCES = "src/main/resources/python";

    private final SourceParameters goal;
    private final List<File> others;
    private final Path base;
    private final Path sources;
    private final FileScope scope;
    private final ProjectFolder python;

    /**
     * @param others folders that contain no modules, even if they are in the source directory
     * @param reads receives each file with declarations that is read
     */
    SourceFiles(SourceParameters goal, List<File> others, Consumer<Path> reads) throws IOException {
        this.goal = goal;
        this.others = List.copyOf(others);
        this.base = goal.project().getBasedir().toPath();
        this.sources = goal.sourceDirectory().toPath().normalize();
        this.scope = new ProjectScope(goal.session(), goal.project())
                .files()
                .with(sources)
                .reporting(reads);
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

    /** Returns the folder of the modules; empty if it is the default folder, and does not exist. */
    Optional<SourceFolder> modules() {
        return isMissingDefault(sources, DEFAULT_SOURCES)
                ? Optional.empty()
                : Optional.of(new SourceFolder(sources, ProjectScope.label(base, sources), "", patterns(), scope));
    }

    private Patterns patterns() {
        List<String> excludes = new ArrayList<>(goal.excludes());
        for (File other : others) {
            Path inside = other.toPath().normalize();
            if (inside.startsWith(sources) && !inside.equals(sources)) {
                excludes.add(sources.relativize(inside).toString().replace('\\', '/') + "/");
            }
        }
        Set<Path> declaring = new HashSet<>();
        for (File file : goal.requirementsFiles()) {
            declaring.add(file.toPath().normalize());
        }
        return new Patterns(goal.includes(), excludes, goal.defaultExcludes(), declaring);
    }

    /** Returns the folders of the resources, with filtered copies. */
    List<SourceFolder> resources(Progress progress) throws IOException {
        Path work = goal.outputDirectory().toPath().resolve("pywar");
        List<Resource> declared = declaredResources();
        Path copies = work.resolve("resources");
        return declared.isEmpty() && Files.notExists(copies) // then the classes of filtering are not loaded
                ? List.of()
                : new FilteredResources(goal, copies, progress, scope).of(declared);
    }

    /** Returns the folders of the modules and of the resources. */
    List<Path> folders() {
        List<Path> folders =
                new ArrayList<>(modules().map(SourceFolder::directory).stream().toList());
        for (Resource resource : declaredResources()) {
            folders.add(base.resolve(resource.getDirectory()).normalize());
        }
        return folders;
    }

    private List<Resource> declaredResources() {
        if (goal.resources() != null) {
            return goal.resources();
        }
        if (Files.notExists(base.resolve(DEFAULT_RESOURCES))) {
            return List.of();
        }
        Resource resource = new Resource();
        resource.setDirectory(DEFAULT_RESOURCES);
        return List.of(resource);
    }

    /** A default folder may be missing: the application can be a library, and most projects have no hooks. */
    boolean isMissingDefault(Path folder, String name) {
        return folder.equals(base.resolve(name)) && Files.notExists(folder);
    }
}
