package io.github.pywar.maven;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;

/** Archives that one Maven session has deployed, and checks that wait for the end of the session. Thread-safe. */
final class Deployments {

    private final Map<String, DeployedArtifact> arrived = new ConcurrentHashMap<>();
    private final Map<String, ArchiveCheck> waiting = new ConcurrentHashMap<>();
    private volatile boolean isObserved;

    /** Returns the deployments of a session; the first call creates them. */
    static Deployments of(RepositorySystemSession session) {
        Object deployments = session.getData().get(Deployments.class);
        if (deployments == null) {
            session.getData().set(Deployments.class, null, new Deployments());
            deployments = session.getData().get(Deployments.class);
        }
        return (Deployments) deployments;
    }

    /** Records that the plugin is a build extension, so that Maven reports each deployment to it. */
    void observe() {
        isObserved = true;
    }

    boolean areObserved() {
        return isObserved;
    }

    void add(DeployedArtifact deployed) {
        arrived.put(deployed.key(), deployed);
    }

    Optional<DeployedArtifact> find(Artifact artifact) {
        return Optional.ofNullable(arrived.get(DeployedArtifact.key(artifact)));
    }

    /** Postpones a check to the end of the session: with {@code deployAtEnd}, Maven deploys after the last module. */
    void later(ArchiveCheck check) {
        waiting.put(DeployedArtifact.key(check.artifact()), check);
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    Map<String, ArchiveCheck> waiting() {
        return Map.copyOf(waiting);
    }
}
