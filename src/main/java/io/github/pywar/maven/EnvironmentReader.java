package io.github.pywar.maven;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.dependency.PythonProject;
import io.github.pywar.app.environment.EnvironmentLibraries;
import io.github.pywar.app.environment.HostTarget;
import io.github.pywar.app.environment.PrepareEnvironment;
import io.github.pywar.app.environment.PreparedEnvironment;
import io.github.pywar.app.environment.TestRequirements;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an environment of this machine needs: a Python, the application for it, and the test requirements. */
final class EnvironmentReader {

    private final AbstractEnvironmentMojo goal;
    private final PomReader pom;
    private final Path base;

    EnvironmentReader(AbstractEnvironmentMojo goal, PomReader pom) {
        this.goal = goal;
        this.pom = pom;
        this.base = goal.project.getBasedir().toPath();
    }

    /**
     * Prepares the environment that Maven's own goals use: {@code target/pywar/venv}. Its Python imports the libraries of the
     * archive, the test requirements, and the sources of the project, from their folders.
     */
    VirtualEnvironment prepare(Progress progress) throws IOException {
        return prepare(goal.outputDirectory.toPath().resolve("pywar").resolve("venv"), progress);
    }

    /** Prepares the environment in a folder. One whose inputs and files have not changed is used as it is. */
    VirtualEnvironment prepare(Path folder, Progress progress) throws IOException {
        return new UnchangedEnvironment(goal, pom, folder)
                .orElse((recorder, own) -> prepare(fitting(own), folder, recorder, own), progress);
    }

    /** Returns the reader of the first target whose libraries run on this machine, else that of the first target. */
    private PomReader fitting(Progress progress) {
        List<PomReader> targets = pom.targets(progress);
        return targets.stream()
                .filter(one -> targets.size() > 1)
                .filter(one -> host(one, progress).hasLibrariesOfArchive())
                .findFirst()
                .orElse(targets.get(0));
    }

    private HostTarget host(PomReader one, Progress progress) {
        return HostTarget.find(
                HostPython.of(goal).all(progress), one.target(Progress.SILENT).environment());
    }

    private VirtualEnvironment prepare(
            PomReader pom, Path folder, PreparedEnvironment.Recorder recorder, Progress progress) throws IOException {
        HostTarget host = host(pom, progress);
        pom.libraryInputs().addDeclaration(host.python().executable().toRealPath());
        TargetEnvironment archive = host.archive();
        if (!goal.isLibrary()) {
            host.difference().ifPresent(progress::warning);
        }
        AppSpec declared = pom.application(host.target(), progress);
        PackageSources sources = pom.packageSources(progress);
        LockedOrResolvedLibraries packed = LockedOrResolvedLibraries.of(pom.lock(), sources);
        AppSpec spec = packed.adapt(declared, progress);
        // a lock has the wheels of modules whose sources are used here
        boolean isArchive =
                host.hasLibrariesOfArchive() && LibraryModules.of(goal).all().isEmpty();
        LibrarySource ofArchive = isArchive ? packed : packed.versionsOn(archive);
        PrepareEnvironment.Request request = new PrepareEnvironment.Request(
                folder,
                ProjectScope.label(base, folder),
                host.python(),
                spec,
                new EnvironmentLibraries(
                        ofArchive,
                        withTests(pom, host.target(), progress),
                        sources,
                        host.hasLibrariesOfArchive() && isOnlyArchive()),
                sourceFolders(spec),
                pom.cacheFolder().resolve("trees"),
                goal.session.getStartTime().toInstant());
        return new PrepareEnvironment(progress).run(request, recorder);
    }

    /** Other modules may inherit the same configuration. */
    private boolean isOnlyArchive() {
        return !goal.isLibrary()
                && goal.targets.size() <= 1
                && goal.session.getProjects().size() == 1;
    }

    private Optional<DeclaredDependencies> withTests(PomReader pom, TargetEnvironment target, Progress progress)
            throws IOException {
        ProjectFiles files = new ProjectFiles(goal, pom.libraryInputs()::addDeclaration);
        DependencySources sources = pom.declarations(files);
        PythonProject project = pom.project(files, files.pyProject(), target, progress);
        TestRequirements tests = TestRequirements.choose(
                goal.testGroups,
                goal.testRequirementsFiles.stream().map(File::toPath).toList(),
                sources,
                project);
        return tests.isEmpty()
                ? Optional.empty()
                : Optional.of(pom.complete(tests.read(sources, base, project, target, progress), target));
    }

    /** Files below a target path have another place in the archive, so their folder is not one of modules. */
    private List<Path> sourceFolders(AppSpec spec) {
        Stream<Path> own = spec.sources().stream()
                .filter(folder -> folder.targetPath().isEmpty())
                .map(SourceFolder::directory);
        return Stream.concat(own, LibraryModules.of(goal).sources().stream())
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .toList();
    }
}
