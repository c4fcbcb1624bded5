package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;

/** Finds where a project's POM says that it is deployed, for builds in which nobody saw it happen. */
final class DeploymentTarget {

    private static final String ELSEWHERE = "altDeploymentRepository";

    private final RepositorySystem system;
    private final MavenSession session;

    DeploymentTarget(RepositorySystem system, MavenSession session) {
        this.system = system;
        this.session = session;
    }

    /** @return the repository, with the credentials and the proxy that the settings have for it */
    RemoteRepository of(MavenProject project, boolean snapshot) {
        if (session.getUserProperties().containsKey(ELSEWHERE)) {
            throw UserException.of("Cannot tell where -D" + ELSEWHERE + " sent the archive")
                    .hint("add <extensions>true</extensions> to the plugin: deployments are seen then")
                    .hint("or set -Dpywar.deploy.skip");
        }
        DeploymentRepository declared = Optional.ofNullable(project.getDistributionManagement())
                .map(management -> declared(management, snapshot))
                .orElseThrow(() -> UserException.of("The POM has no <distributionManagement> to read the archive from")
                        .hint("add it, or set -Dpywar.deploy.skip"));
        RemoteRepository bare = new RemoteRepository.Builder(declared.getId(), "default", declared.getUrl()).build();
        return system.newDeploymentRepository(session.getRepositorySession(), bare);
    }

    private static DeploymentRepository declared(DistributionManagement management, boolean snapshot) {
        DeploymentRepository own = snapshot ? management.getSnapshotRepository() : null;
        return own == null ? management.getRepository() : own;
    }
}
