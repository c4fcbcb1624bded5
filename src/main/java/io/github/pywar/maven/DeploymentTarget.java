package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.repository.ArtifactRepository;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Where a project's POM and command line say that it is deployed, for builds in which nobody saw it happen.
 *
 * @param repository with the means to ask it
 */
record DeploymentTarget(RemoteRepository repository) {

    private static final String ELSEWHERE = "altDeploymentRepository";

    static DeploymentTarget of(MavenProject project, MavenSession session) {
        if (session.getUserProperties().containsKey(ELSEWHERE)) {
            throw UserException.of("Cannot tell where -D" + ELSEWHERE + " sent the archive")
                    .hint("add <extensions>true</extensions> to the plugin: deployments are seen then")
                    .hint("or set -Dpywar.deploy.skip");
        }
        ArtifactRepository declared = Optional.ofNullable(project.getDistributionManagementArtifactRepository())
                .orElseThrow(
                        () -> UserException.of("The POM has no <distributionManagement> to read the archive from"));
        return new DeploymentTarget(RepositoryUtils.toRepo(declared));
    }
}
