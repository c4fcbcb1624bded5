package io.github.pywar.maven;

import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * An archive and the repository that has it now.
 *
 * @param artifact with the version it has there, for a snapshot the one with the time
 * @param repository with the means to ask it: credentials, proxy
 */
record DeployedArtifact(Artifact artifact, RemoteRepository repository) {

    /** The extension of archives. */
    static final String TYPE = "pywar";

    static DeployedArtifact from(RepositoryEvent event) {
        return new DeployedArtifact(event.getArtifact(), (RemoteRepository) event.getRepository());
    }

    /** @return the file of another extension that went to the same place with it */
    DeployedArtifact beside(String extension) {
        Artifact other = new DefaultArtifact(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getClassifier(),
                extension,
                artifact.getVersion());
        return new DeployedArtifact(other, repository);
    }

    /** @return what names the archive in its project, whatever time its snapshot got */
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
