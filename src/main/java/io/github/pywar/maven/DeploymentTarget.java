package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;

/** Repository of a project by its POM and the properties of Maven's deploy plugin, if no deployment was observed. */
final class DeploymentTarget {

    private final RepositorySystem system;
    private final MavenSession session;

    DeploymentTarget(RepositorySystem system, MavenSession session) {
        this.system = system;
        this.session = session;
    }

    /** Returns the repository, with the credentials and the proxy of the settings. */
    RemoteRepository of(MavenProject project, boolean snapshot) {
        AlternativeRepository target = AlternativeRepository.of(
                        session.getUserProperties(), project.getProperties(), snapshot)
                .orElseGet(() -> declared(project, snapshot));
        RemoteRepository bare = new RemoteRepository.Builder(target.id(), "default", target.url()).build();
        return system.newDeploymentRepository(session.getRepositorySession(), bare);
    }

    private static AlternativeRepository declared(MavenProject project, boolean snapshot) {
        return Optional.ofNullable(project.getDistributionManagement())
                .map(management -> declared(management, snapshot))
                .map(declared -> new AlternativeRepository(declared.getId(), declared.getUrl()))
                .orElseThrow(() -> UserException.of("The POM has no <distributionManagement> to read the archive from")
                        .hint("add it, or set -Dpywar.deploy.skip"));
    }

    private static DeploymentRepository declared(DistributionManagement management, boolean snapshot) {
        DeploymentRepository own = snapshot ? management.getSnapshotRepository() : null;
        return own == null ? management.getRepository() : own;
    }
}
