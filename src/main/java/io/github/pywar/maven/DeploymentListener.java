package io.github.pywar.maven;

import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;

/**
 * Records the repository to which Maven deploys an archive. Staging plugins, {@code deployAtEnd} and {@code
 * altDeploymentRepository} can change the repository, so only Maven's resolver has the actual one. Maven finds this listener
 * if the plugin is a build extension.
 */
public final class DeploymentListener extends AbstractRepositoryListener {

    @Override
    public void artifactDeployed(RepositoryEvent event) {
        if (event.getException() == null
                && DeployedArtifact.TYPE.equals(event.getArtifact().getExtension())) {
            Deployments.of(event.getSession()).add(DeployedArtifact.from(event));
        }
    }
}
