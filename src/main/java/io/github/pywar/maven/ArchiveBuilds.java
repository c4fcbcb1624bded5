package io.github.pywar.maven;

import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.target.TargetRuns;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.RepackageApp;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds of the archives of a project, one for each target. */
record ArchiveBuilds(PackageMojo goal, PomReader pom) implements UnchangedBuild.Build {

    private record Complete(ArchiveBuild build, AssembleApp.Request request) {}

    private record OfSources(ArchiveBuild build, RepackageApp.Request request) {}

    @Override
    public void complete(Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        List<PomReader> readers = pom.targets(progress);
        List<ArchiveTarget> targets = new ArrayList<>();
        List<AssembleApp.Request> requests = new ArrayList<>();
        for (PomReader one : readers) {
            requests.add(one.assembly(once));
            targets.add(one.target(once));
        }
        List<ArchiveBuild> builds = goal.builds(targets, pom);
        List<Complete> all = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            all.add(new Complete(builds.get(i), requests.get(i)));
        }
        new TargetRuns(progress)
                .map(all, one -> one.build().target(), (one, own) -> one.build().write(one.request(), own));
    }

    @Override
    public boolean ofSources(Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        List<PomReader> readers = pom.targets(progress);
        List<ArchiveTarget> targets = new ArrayList<>();
        for (PomReader one : readers) {
            targets.add(one.target(once));
        }
        List<ArchiveBuild> builds = goal.builds(targets, pom);
        List<OfSources> all = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            ArchiveBuild build = builds.get(i);
            all.add(new OfSources(
                    build, readers.get(i).repackaging(build.files().archive(), once)));
        }
        return new TargetRuns(progress)
                .map(all, one -> one.build().target(), (one, own) -> one.build().write(one.request(), own)).stream()
                        .allMatch(Boolean::booleanValue);
    }
}
