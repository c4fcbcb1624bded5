package io.github.pywar.maven;

import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * A deployed archive and its repository.
 *
 * @param artifact with the version in the repository; of a snapshot, the version with the timestamp
 * @param repository with its credentials and its proxy
 */
record DeployedArtifact(Artifact artifact, RemoteRepository repository) {

    /** Extension and packaging of archives. */
    static final String TYPE = "pywar";

    static DeployedArtifact from(RepositoryEvent event) {
        return new DeployedArtifact(event.getArtifact(), (RemoteRepository) event.getRepository());
    }

    /** Returns the file with another extension that was deployed with the archive, for example its signature. */
    DeployedArtifact beside(String extension) {
        Artifact other = new DefaultArtifact(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getClassifier(),
                extension,
                artifact.getVersion());
        return new DeployedArtifact(other, repository);
    }

    /** Returns the identity of the archive in its build, without the timestamp of a snapshot. */
    String key() {
        return key(artifact);
    }

    static String key(Artifact artifact) {
        return String.join(
                ":",
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getExtension(),
                artifact.getClassifier(),
                artifact.getBaseVersion());
    }
}
