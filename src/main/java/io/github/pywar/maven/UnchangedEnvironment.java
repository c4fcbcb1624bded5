package io.github.pywar.maven;

import io.github.pywar.app.environment.PreparedEnvironment;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.fingerprint.BuildComparison;
import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Environment that is not prepared again if neither its inputs nor its files have changed. Then its libraries are not
 * determined either.
 *
 * @param folder of the environment
 */
record UnchangedEnvironment(AbstractEnvironmentMojo goal, PomReader pom, Path folder) {

    UnchangedEnvironment {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Preparation of an environment. */
    @FunctionalInterface
    interface Preparation {
        /** @param recorder receives the result, before another process can change it */
        VirtualEnvironment run(PreparedEnvironment.Recorder recorder, Progress progress) throws IOException;
    }

    /** Returns the environment; prepares it, unless it is unchanged. */
    VirtualEnvironment orElse(Preparation preparation, Progress progress) throws IOException {
        EnvironmentInputs inputs = new EnvironmentInputs(goal);
        if (!inputs.areKnown()) {
            return preparation.run(prepared -> {}, progress);
        }
        BuildState state = inputs.state(PreparedEnvironment.fingerprint(folder));
        BuildComparison comparison = state.compare(UnchangedBuild.pages(goal.session));
        Optional<PreparedEnvironment> last =
                comparison.isUnchanged() && !goal.isForced() ? PreparedEnvironment.unchanged(folder) : Optional.empty();
        if (last.isPresent()) {
            comparison.warnings().forEach(progress::warning);
            progress.step(
                    "Unchanged: environment " + label() + ", " + last.get().packages() + " packages on CPython "
                            + last.get().environment().base().version() + "; -Dpywar.force prepares it again");
            return last.get().environment();
        }
        progress.detail("Prepared, because "
                + comparison.difference().orElse(goal.isForced() ? "<force> is set" : "its files have changed"));
        if (Files.isDirectory(folder)) {
            state.forget();
        }
        RecordedWarnings recorded = new RecordedWarnings(progress);
        return preparation.run(prepared -> record(prepared, state, recorded), recorded);
    }

    private void record(PreparedEnvironment prepared, BuildState state, RecordedWarnings recorded) throws IOException {
        if (ArchiveInputs.hasRepeatableLibraries(goal, pom)) {
            prepared.write();
            state.record(List.of(PreparedEnvironment.record(folder)), pom.libraryInputs(), recorded.warnings());
        }
    }

    private String label() {
        return ProjectScope.label(goal.project.getBasedir().toPath(), folder);
    }
}
