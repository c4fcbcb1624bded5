package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;

/** Check of the archives of a project that this session has deployed, or deploys after the goal. */
record DeploymentCheck(RepositorySystem repositorySystem, MavenSession session, MavenProject project) {

    /** Checks a deployed archive now, or at the end of the session if it is not deployed yet. */
    void run(ArchiveCheck check) throws IOException {
        Deployments deployments = Deployments.of(session.getRepositorySession());
        Optional<DeployedArtifact> deployed = deployments.areObserved()
                ? deployments.find(check.artifact())
                : Optional.of(declaredTarget(check.artifact(), check.progress()));
        if (deployed.isPresent()) {
            check.against(deployed.get(), repositorySystem, session.getRepositorySession());
        } else {
            check.progress().step("Not deployed yet: the archive is read back at the end of this session");
            deployments.later(check);
        }
    }

    private DeployedArtifact declaredTarget(Artifact artifact, Progress progress) {
        progress.step("Without <extensions>true</extensions>, the plugin cannot observe the deployment:"
                + " the repository is taken from <distributionManagement>");
        DeploymentTarget target = new DeploymentTarget(repositorySystem, session);
        return new DeployedArtifact(artifact, target.of(project, artifact.isSnapshot()));
    }
}
