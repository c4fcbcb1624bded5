package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildComparison;
import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.IndexPages;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.maven.execution.MavenSession;

/**
 * Build of an archive that is not repeated if nothing has changed.
 *
 * @param pom of the goal
 * @param isForced whether the archive is built in any case
 */
record UnchangedBuild(AbstractAppMojo goal, PomReader pom, boolean isForced) {

    /** Build of archives. */
    interface Build {
        /** Writes the files, from all their parts. */
        void complete(Progress progress) throws IOException;

        /**
         * Writes the files from those of the last build and the application's own files.
         *
         * @return whether this is possible
         */
        boolean ofSources(Progress progress) throws IOException;
    }

    /**
     * Runs the build, unless its inputs and its files are those of the last build.
     *
     * @param fingerprint file of this build
     * @param outputs files that the build writes
     * @param key file of the signing key
     */
    void orElse(Path fingerprint, List<Path> outputs, Optional<Path> key, Build build, Progress progress)
            throws IOException {
        ArchiveInputs inputs = new ArchiveInputs(goal);
        BuildState state = inputs.state(fingerprint, key);
        BuildComparison comparison = state.compare(pages(goal.session), inputs::areOfApplication);
        if (comparison.isUnchanged() && !isForced) {
            report(comparison.warnings(), progress);
            progress.step("Unchanged: " + labels(outputs) + "; -Dpywar.force builds it again");
            return;
        }
        progress.detail("Built, because " + comparison.difference().orElse("<force> is set"));
        state.forget();
        Progress once = new DistinctProgress(progress); // a complete build may follow on an attempt
        if (isForced || !comparison.isApplicationOnly() || !buildOfSources(state, comparison, outputs, build, once)) {
            buildComplete(state, inputs, outputs, build, once);
        }
    }

    private static void report(List<String> warnings, Progress progress) {
        for (String warning : warnings) {
            progress.warning(warning);
        }
    }

    private boolean buildOfSources(
            BuildState state, BuildComparison comparison, List<Path> outputs, Build build, Progress progress)
            throws IOException {
        progress.detail("Only files of the application have changed: the rest is copied from the last archive");
        report(comparison.warnings(), progress);
        RecordedWarnings recorded = new RecordedWarnings(progress);
        if (!build.ofSources(recorded)) {
            return false;
        }
        state.recordSameLibraries(outputs, recorded.warnings().all());
        return true;
    }

    private void buildComplete(
            BuildState state, ArchiveInputs inputs, List<Path> outputs, Build build, Progress progress)
            throws IOException {
        RecordedWarnings recorded = new RecordedWarnings(progress);
        build.complete(recorded);
        if (inputs.areRepeatable(pom)) {
            state.record(outputs, pom.libraryInputs(), recorded.warnings());
        }
    }

    /** Returns how Maven's options make a build read the pages of indexes. */
    static IndexPages pages(MavenSession session) {
        if (session.getRepositorySession().isOffline()) {
            return IndexPages.OFFLINE;
        }
        return session.getRequest().isUpdateSnapshots() ? IndexPages.REFRESHED : IndexPages.CACHED;
    }

    /** Returns the archives, as a message shows them. */
    private String labels(List<Path> outputs) {
        Path base = goal.project.getBasedir().toPath();
        StringJoiner labels = new StringJoiner(", ");
        for (Path file : outputs) {
            if (file.toString().endsWith("." + DeployedArtifact.TYPE)) {
                labels.add(ProjectScope.label(base, file));
            }
        }
        return labels.toString();
    }
}
