package io.github.pywar.maven;

import io.github.pywar.python.build.SharedWheels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;

/** Wheels that were built from source code and are used by the projects of one Maven session. Thread-safe. */
final class BuiltWheels {

    /**
     * Wheel with the key of its build.
     *
     * @param file of the cache; it does not change
     */
    record BuiltWheel(SharedWheels.Key key, Path file) {}

    private final ConcurrentMap<String, Map<SharedWheels.Key, Path>> byProject = new ConcurrentHashMap<>();

    /** Returns the wheels of a session; the first call creates them. */
    static BuiltWheels of(RepositorySystemSession session) {
        Object wheels = session.getData().get(BuiltWheels.class);
        if (wheels == null) {
            session.getData().set(BuiltWheels.class, null, new BuiltWheels());
            wheels = session.getData().get(BuiltWheels.class);
        }
        return (BuiltWheels) wheels;
    }

    void add(MavenProject project, SharedWheels.Key key, Path wheel) {
        byProject
                .computeIfAbsent(project.getId(), id -> new ConcurrentHashMap<>())
                .put(key, wheel);
    }

    /** Returns the wheels that a project uses, sorted by name. */
    List<BuiltWheel> of(MavenProject project) {
        return byProject.getOrDefault(project.getId(), Map.of()).entrySet().stream()
                .map(entry -> new BuiltWheel(entry.getKey(), entry.getValue()))
                .sorted((one, other) ->
                        one.file().getFileName().compareTo(other.file().getFileName()))
                .toList();
    }
}
