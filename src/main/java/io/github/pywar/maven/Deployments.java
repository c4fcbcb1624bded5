package io.github.pywar.maven;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;

/** What one Maven session has deployed, and which archives still wait to be checked. Safe for several threads. */
final class Deployments {

    private final Map<String, DeployedArtifact> arrived = new ConcurrentHashMap<>();
    private final Map<String, ArchiveCheck> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** @return the one of this session, made when it is first asked for */
    static Deployments of(RepositorySystemSession session) {
        Object made = session.getData().get(Deployments.class);
        if (made == null) {
            session.getData().set(Deployments.class, null, new Deployments());
            made = session.getData().get(Deployments.class);
        }
        return (Deployments) made;
    }

    /** From now on it is known that deployments are seen: the plugin is a build extension. */
    void watch() {
        watched.set(true);
    }

    boolean areWatched() {
        return watched.get();
    }

    void arrived(DeployedArtifact deployed) {
        arrived.put(deployed.key(), deployed);
    }

    Optional<DeployedArtifact> find(Artifact artifact) {
        return Optional.ofNullable(arrived.get(DeployedArtifact.key(artifact)));
    }

    /** Leaves a check for the session's end, when those who deploy late have done so. */
    void later(ArchiveCheck check) {
        waiting.put(DeployedArtifact.key(check.artifact()), check);
    }

    Map<String, ArchiveCheck> waiting() {
        return Map.copyOf(waiting);
    }
}
