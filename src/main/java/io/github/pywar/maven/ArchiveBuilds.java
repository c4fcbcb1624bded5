package io.github.pywar.maven;

import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.target.TargetRuns;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds of the archives of a project, one for each target. */
record ArchiveBuilds(PackageMojo goal, PomReader pom) implements UnchangedBuild.Build {

    private record Job<R>(ArchiveBuild build, R request) {}

    /** Reader of the request of one build. */
    @FunctionalInterface
    private interface Reading<R> {
        R read(PomReader pom, ArchiveFiles files, Progress progress) throws IOException;
    }

    /** Builds the archives, unless nothing has changed since the last build, and attaches them. */
    void runIfChanged(Progress progress) throws IOException {
        Optional<Path> key = pom.signingKeyFile(
                AbstractPywarMojo.value(goal.signingKey), AbstractPywarMojo.value(goal.signingServer));
        ArchiveForms forms = ArchiveForms.of(goal, key.isPresent());
        List<ArchiveFiles> archives = new ArrayList<>(); // in every build, so without streams
        List<Path> outputs = new ArrayList<>();
        for (Optional<String> one : pom.classifiers(progress)) {
            ArchiveFiles files = ArchiveFiles.of(goal, one);
            archives.add(files);
            outputs.addAll(files.written(forms));
        }
        new UnchangedBuild(goal, pom, goal.force).orElse(archives.get(0).fingerprint(), outputs, key, this, progress);
        attach(archives, forms, progress);
    }

    private void attach(List<ArchiveFiles> archives, ArchiveForms forms, Progress progress) {
        for (ArchiveFiles one : archives) {
            one.attach(forms);
        }
        if (AbstractPywarMojo.value(goal.target).isPresent() && archives.get(0).isAttachedOnly()) {
            progress.step("The archive of the first target is not built: `mvn install` and `mvn deploy` need it");
        }
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
        List<Boolean> areWritten = new TargetRuns(progress)
                .map(
                        jobs((one, files, once) -> one.repackaging(files.archive(), once), progress),
                        job -> job.build().target(),
                        (job, own) -> job.build().write(job.request(), own));
        return !areWritten.contains(false);
    }

    private <R> List<Job<R>> jobs(Reading<R> reading, Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        List<R> requests = new ArrayList<>();
        List<ArchiveTarget> targets = new ArrayList<>();
        List<PomReader> poms = pom.targets(progress);
        for (PomReader one : poms) {
            ArchiveTarget target = one.target(once);
            requests.add(reading.read(one, ArchiveFiles.of(goal, target.classifier()), once));
            targets.add(target);
        }
        List<Job<R>> jobs = new ArrayList<>();
        for (int at = 0; at < poms.size(); at++) {
            jobs.add(new Job<>(ArchiveBuild.of(goal, poms.get(at), targets.get(at)), requests.get(at)));
        }
        return jobs;
    }
}
