package io.github.pywar.maven;

import java.io.IOException;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Part of Maven's session: declares the inputs of archives to the build cache extension. At the end of
 * the session it stops servers that still run, and checks the archives that were deployed after their own {@code deploy}
 * phase.
 */
public final class DeploymentParticipant extends AbstractMavenLifecycleParticipant {

    /** Set by Maven, see components.xml. */
    private RepositorySystem repositorySystem;

    @Override
    public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
        Deployments.of(session.getRepositorySession()).observe();
        try {
            new BuildCacheExtension(session).declareInputs();
        } catch (IOException e) {
            throw new MavenExecutionException(
                    new FailureMessage(e).text(), session.getTopLevelProject().getFile());
        }
    }

    @Override
    public void afterSessionEnd(MavenSession session) throws MavenExecutionException {
        RepositorySystemSession repositories = session.getRepositorySession();
        // the key is a constant: without a server, the class of the servers is not loaded
        if (repositories.getData().get(StartedServers.KEY) != null) {
            new SessionEnd(session).stopServers();
        }
        if (!session.getResult().hasExceptions() && Deployments.of(repositories).areWaiting()) {
            new SessionEnd(session).checkDeployments(repositorySystem);
        }
    }
}
