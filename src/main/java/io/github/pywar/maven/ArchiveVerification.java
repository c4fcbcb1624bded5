package io.github.pywar.maven;

import io.github.pywar.app.check.BootChecks;
import io.github.pywar.app.task.VerifyApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Verification of the archives of a project.
 *
 * @param passed the earlier verifications, which are not repeated
 */
record ArchiveVerification(VerifyMojo goal, VerifyApp.Mode mode, PassedVerification passed) {

    static ArchiveVerification of(VerifyMojo goal, Progress progress) {
        VerifyApp.Mode mode = VerifyApp.Mode.parse(goal.verify);
        PassedVerification passed = new PassedVerification(
                new ArchiveSettings(goal.session, goal.project, goal.execution),
                goal.folder.toPath().resolveSibling("verified"),
                HostPython.of(goal).find(progress),
                // a service of the network may have changed
                goal.force || goal.verifyNetwork || mode == VerifyApp.Mode.SKIP);
        return new ArchiveVerification(goal, mode, passed);
    }

    /** Verifies an archive, unless it has passed before. */
    void run(Path archive, Progress progress) throws IOException {
        passed.orElse(archive, recorded -> verify(archive, recorded), progress);
    }

    private void verify(Path archive, Progress progress) throws IOException {
        new VerifyApp(HostPython.of(goal).all(progress), progress)
                .run(new VerifyApp.Request(
                        archive,
                        mode,
                        new PageReader(goal).page(),
                        System.getenv(),
                        AbstractPywarMojo.variables(goal.verifyEnvironment),
                        goal.folder.toPath(),
                        new BootChecks(goal.verifyNetwork, BootChecks.Conformance.parse(goal.verifyConformance))));
    }
}
