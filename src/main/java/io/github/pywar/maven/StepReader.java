package io.github.pywar.maven;

import io.github.pywar.app.buildstep.BuildSteps;
import io.github.pywar.app.buildstep.StepPython;
import io.github.pywar.app.environment.HostTarget;
import io.github.pywar.app.environment.PrepareEnvironment;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the build steps of one archive, and prepares the environment that they run in. */
final class StepReader implements StepPython {

    private static final String MAIN = "main";

    private final AbstractAppMojo goal;
    private final PomReader pom;
    private Optional<HostTarget> host = Optional.empty();

    /** @param pom of the target of the archive */
    StepReader(AbstractAppMojo goal, PomReader pom) {
        this.goal = goal;
        this.pom = pom;
    }

    BuildSteps steps() throws IOException {
        Path base = goal.project.getBasedir().toPath();
        return new BuildSteps(
                goal.buildSteps.stream().map(step -> step.declaration(base)).toList(),
                this,
                new BuildSteps.Folders(base, new ProjectScope(goal.session, goal.project).files(), work()),
                handling());
    }

    private BuildSteps.Handling handling() {
        if (goal.skipBuildSteps) {
            return BuildSteps.Handling.SKIP;
        }
        return goal.isForced() ? BuildSteps.Handling.ALWAYS : BuildSteps.Handling.CHANGED;
    }

    private Path work() {
        String name = pom.target(Progress.SILENT).classifier().orElse(MAIN);
        return goal.outputDirectory.toPath().resolve("pywar").resolve("steps").resolve(name);
    }

    @Override
    public HostTarget host(Progress progress) throws IOException {
        if (host.isEmpty()) {
            HostTarget found = BuildSteps.host(
                    HostPython.of(goal).all(progress),
                    pom.target(Progress.SILENT).environment());
            pom.libraryInputs().addDeclaration(found.python().executable().toRealPath());
            host = Optional.of(found);
        }
        return host.get();
    }

    @Override
    public VirtualEnvironment prepare(List<Library> libraries, Progress progress) throws IOException {
        HostTarget found = host(progress);
        AppSpec declared = pom.application(found.target(), Progress.SILENT);
        LibrarySource packed = (spec, own) -> libraries;
        if (!found.hasLibrariesOfArchive()) {
            LockedOrResolvedLibraries ofProject =
                    LockedOrResolvedLibraries.of(pom.lock(), pom.packageSources(progress));
            declared = ofProject.adapt(declared, Progress.SILENT);
            packed = ofProject.versionsOn(found.archive());
        }
        Path folder = work().resolve("venv");
        PrepareEnvironment.Request request = new PrepareEnvironment.Request(
                folder,
                ProjectScope.label(goal.project.getBasedir().toPath(), folder),
                found.python(),
                declared,
                packed,
                List.of(),
                pom.cacheFolder().resolve("trees"),
                goal.session.getStartTime().toInstant());
        return new PrepareEnvironment(progress).run(request, prepared -> {});
    }
}
