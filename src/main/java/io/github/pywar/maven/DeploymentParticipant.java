package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Part of Maven's session: declares the inputs of archives to the build cache extension. At the end of the session it stops
 * servers that still run, and checks the archives that were deployed after their own {@code deploy} phase.
 */
public final class DeploymentParticipant extends AbstractMavenLifecycleParticipant {

    /** Set by Maven, see components.xml. */
    private RepositorySystem repositorySystem;

    @Override
    public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
        Deployments.of(session.getRepositorySession()).observe();
        try {
            new BuildCacheInputs(session).declare();
        } catch (IOException e) {
            throw new MavenExecutionException(
                    new FailureMessage(e).text(), session.getTopLevelProject().getFile());
        }
    }

    @Override
    public void afterSessionEnd(MavenSession session) throws MavenExecutionException {
        stopServers(session);
        if (session.getResult().hasExceptions()) {
            return;
        }
        RepositorySystemSession repositories = session.getRepositorySession();
        for (ArchiveCheck check : Deployments.of(repositories).waiting().values()) {
            try {
                checkLate(check, repositories);
            } catch (UserException e) {
                throw failure(MavenHints.message(e), session);
            } catch (IOException e) {
                throw failure(e.getMessage(), session);
            }
        }
    }

    private static void stopServers(MavenSession session) throws MavenExecutionException {
        try {
            StartedServers.stopAll(session.getRepositorySession());
        } catch (IOException e) {
            throw failure(e.getMessage(), session);
        }
    }

    private static MavenExecutionException failure(String message, MavenSession session) {
        return new MavenExecutionException(
                MavenProgress.printed(message), session.getTopLevelProject().getFile());
    }

    private void checkLate(ArchiveCheck check, RepositorySystemSession session) throws IOException {
        Optional<DeployedArtifact> deployed = Deployments.of(session).find(check.artifact());
        if (deployed.isPresent()) {
            check.against(deployed.get(), repositorySystem, session);
        } else {
            check.progress()
                    .warning("`" + check.artifact().getFile().getName()
                            + "` was not deployed through Maven's resolver in this session: it is not read back, and"
                            + " there is no receipt");
        }
    }
}
