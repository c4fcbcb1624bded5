package io.github.pywar.maven;

import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.target.TargetRuns;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds of the archives of a project, one for each target. */
record ArchiveBuilds(PackageMojo goal, PomReader pom) implements UnchangedBuild.Build {

    private record Job<R>(ArchiveBuild build, R request) {}

    /** Reader of the request of one build. */
    @FunctionalInterface
    private interface Reading<R> {
        R read(PomReader pom, ArchiveFiles files, Progress progress) throws IOException;
    }

    @Override
    public void complete(Progress progress) throws IOException {
        new TargetRuns(progress)
                .map(
                        jobs((one, files, once) -> one.assembly(once), progress),
                        job -> job.build().target(),
                        (job, own) -> job.build().write(job.request(), own));
    }

    @Override
    public boolean ofSources(Progress progress) throws IOException {
        return new TargetRuns(progress)
                        .map(
                                jobs((one, files, once) -> one.repackaging(files.archive(), once), progress),
                                job -> job.build().target(),
                                (job, own) -> job.build().write(job.request(), own))
                        .stream()
                        .allMatch(Boolean::booleanValue);
    }

    private <R> List<Job<R>> jobs(Reading<R> reading, Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        List<R> requests = new ArrayList<>();
        List<ArchiveTarget> targets = new ArrayList<>();
        List<PomReader> poms = pom.targets(progress);
        for (PomReader one : poms) {
            ArchiveTarget target = one.target(once);
            requests.add(reading.read(one, goal.files(target.classifier()), once));
            targets.add(target);
        }
        List<Job<R>> jobs = new ArrayList<>();
        for (int at = 0; at < poms.size(); at++) {
            jobs.add(new Job<>(goal.build(targets.get(at), poms.get(at)), requests.get(at)));
        }
        return jobs;
    }
}
