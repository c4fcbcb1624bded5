package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;

/** What is left to do at the end of a session of Maven. */
record SessionEnd(MavenSession session) {

    /** Stops servers that still run. */
    void stopServers() throws MavenExecutionException {
        try {
            StartedServers.stopAll(session.getRepositorySession());
        } catch (IOException e) {
            throw failure(e.getMessage());
        }
    }

    /** Checks the archives that were deployed after their own {@code deploy} phase. */
    void checkDeployments(RepositorySystem repositorySystem) throws MavenExecutionException {
        Deployments deployments = Deployments.of(session.getRepositorySession());
        for (ArchiveCheck check : deployments.waiting().values()) {
            try {
                check(check, deployments.find(check.artifact()), repositorySystem);
            } catch (UserException e) {
                throw failure(MavenHints.message(e));
            } catch (IOException e) {
                throw failure(e.getMessage());
            }
        }
    }

    private void check(ArchiveCheck check, Optional<DeployedArtifact> deployed, RepositorySystem repositorySystem)
            throws IOException {
        if (deployed.isPresent()) {
            check.against(deployed.get(), repositorySystem, session.getRepositorySession());
        } else {
            check.progress()
                    .warning("`" + check.artifact().getFile().getName()
                            + "` was not deployed through Maven's resolver in this session: it is not read back, and"
                            + " there is no receipt");
        }
    }

    private MavenExecutionException failure(String message) {
        return new MavenExecutionException(
                MavenProgress.printed(message), session.getTopLevelProject().getFile());
    }
}
