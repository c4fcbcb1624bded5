package io.github.pywar.maven;

import io.github.pywar.app.lock.LockedLibraries;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads all parameters of a goal as an application to assemble. */
final class AssemblyOfPom {

    private final AbstractAppMojo goal;

    AssemblyOfPom(AbstractAppMojo goal) {
        this.goal = goal;
    }

    AssembleApp.Request request(Progress progress) throws IOException {
        AppSpec declared = new AppOfPom(goal).spec(progress);
        LockedLibraries libraries = LockedLibraries.of(new DeclaredOfPom(goal).lock(), new SupplyOfPom(goal).supply());
        AppSpec spec = libraries.adapt(declared, progress);
        return new AssembleApp.Request(
                spec,
                libraries,
                Globs.of(goal.allowOverwrite),
                goal.project.getFile().toPath(),
                stamp(),
                new AssembleApp.Allowed(names(goal.allowBytecode), names(goal.allowRecordFaults)));
    }

    static Set<PackageName> names(List<String> projects) {
        return projects.stream().map(PackageName::parse).collect(Collectors.toSet());
    }

    private AssembleApp.Stamp stamp() {
        Instant start = goal.session.getStartTime().toInstant();
        return new AssembleApp.Stamp(
                OutputTimestamp.parse(goal.outputTimestamp, start), "pywar-maven-plugin " + goal.pluginVersion);
    }
}
