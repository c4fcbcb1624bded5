package io.github.pywar.maven;

import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.source.HookFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Files of a project that describe or form its application: sources, resources, overlays, hooks, pyproject.toml. */
final class ProjectFiles {

    private static final String DEFAULT_HOOKS = "src/main/hooks";

    private final AbstractAppMojo goal;
    private final Path base;
    private final SourceFiles files;

    ProjectFiles(AbstractAppMojo goal) throws IOException {
        this(goal, file -> {});
    }

    /** @param reads receives each file with declarations that is read */
    ProjectFiles(AbstractAppMojo goal, Consumer<Path> reads) throws IOException {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
        this.files = new SourceFiles(SourceParameters.of(goal), List.of(goal.outputDirectory, goal.hooks), reads);
    }

    /** Returns the folders that links and includes may lead to. */
    FileScope scope() {
        return files.scope();
    }

    /** Returns the folder with the project's Python declarations. */
    ProjectFolder python() {
        return files.python();
    }

    /** Returns the folders with the application's own files, before the resources are filtered. */
    List<Path> folders() {
        return files.folders();
    }

    Optional<PyProject> pyProject() throws IOException {
        return files.pyProject();
    }

    /**
     * Returns the folders of the application: its sources, then resources, then overlays.
     *
     * @param entry for a warning about sources that are elsewhere
     */
    List<SourceFolder> sources(ObjectReference entry, Progress progress) throws IOException {
        Path work = goal.outputDirectory.toPath().resolve("pywar");
        List<SourceFolder> all = new ArrayList<>(files.modules().stream().toList());
        if (all.isEmpty()) {
            new BuildSourceDirectory(goal.project).warning(entry).ifPresent(progress::warning);
        }
        all.addAll(files.resources(progress));
        Path overlays = work.resolve("overlays");
        if (!goal.overlays.isEmpty() || Files.exists(overlays)) { // else its classes are not loaded
            all.addAll(new OverlayFiles(goal.services.repositories(), goal.session, goal.project, overlays)
                    .of(goal.overlays));
        }
        return all;
    }

    Optional<HookFolder> hooks() {
        Path folder = goal.hooks.toPath().normalize();
        return files.isMissingDefault(folder, DEFAULT_HOOKS)
                ? Optional.empty()
                : Optional.of(new HookFolder(folder, ProjectScope.label(base, folder), scope()));
    }
}
