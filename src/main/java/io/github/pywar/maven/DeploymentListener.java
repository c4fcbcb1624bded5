package io.github.pywar.maven;

import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;

/**
 * Notes where Maven really sent an archive: only its resolver knows after staging, {@code deployAtEnd} and
 * {@code altDeploymentRepository} had their say. Maven finds it when the plugin is a build extension.
 */
public final class DeploymentListener extends AbstractRepositoryListener {

    @Override
    public void artifactDeployed(RepositoryEvent event) {
        if (event.getException() == null
                && DeployedArtifact.TYPE.equals(event.getArtifact().getExtension())) {
            Deployments.of(event.getSession()).arrived(DeployedArtifact.from(event));
        }
    }
}
