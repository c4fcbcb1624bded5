package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildComparison;
import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Build of an archive that is not repeated if nothing has changed.
 *
 * @param pom of the goal
 * @param isForced whether the archive is built in any case
 */
record UnchangedBuild(AbstractAppMojo goal, PomReader pom, boolean isForced) {

    /** Build of an archive. */
    @FunctionalInterface
    interface Build {
        /** Writes the files. */
        void run(Progress progress) throws IOException;
    }

    /**
     * Runs the build, unless its inputs and its files are those of the last build.
     *
     * @param fingerprint file of this archive
     * @param outputs files that the build writes; the first one is the archive
     * @param key file of the signing key
     */
    void orElse(Path fingerprint, List<Path> outputs, Optional<Path> key, Build build, Progress progress)
            throws IOException {
        ArchiveInputs inputs = new ArchiveInputs(goal);
        BuildState state = inputs.state(fingerprint, key);
        BuildComparison comparison = state.compare(goal.session.getRequest().isUpdateSnapshots());
        if (comparison.isUnchanged() && !isForced) {
            comparison.warnings().forEach(progress::warning);
            progress.step("Unchanged: " + label(outputs.get(0)) + "; -Dpywar.force builds it again");
            return;
        }
        progress.detail("Built, because " + comparison.difference().orElse("<force> is set"));
        state.forget();
        RecordedWarnings recorded = new RecordedWarnings(progress);
        build.run(recorded);
        if (inputs.areRepeatable(pom)) {
            LibraryInputs libraries = pom.libraryInputs();
            state.record(outputs, libraries.files(), libraries.freshUntil(), recorded.warnings());
        }
    }

    private String label(Path archive) {
        return ProjectScope.label(goal.project.getBasedir().toPath(), archive);
    }
}
