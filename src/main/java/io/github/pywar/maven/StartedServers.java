package io.github.pywar.maven;

import io.github.pywar.app.server.RunningServer;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.SessionData;

/** Servers that one module of a Maven session has started. Thread-safe. */
final class StartedServers {

    private final List<RunningServer> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** Returns the servers of a module; the first call creates them. */
    static StartedServers of(MavenSession session, MavenProject project) {
        String id = project.getGroupId() + ":" + project.getArtifactId();
        return all(session.getRepositorySession()).computeIfAbsent(id, key -> new StartedServers());
    }

    /** Returns the servers of all modules, by the id of their project; the key is the class that stops them. */
    @SuppressWarnings("unchecked")
    private static Map<String, StartedServers> all(RepositorySystemSession session) {
        SessionData data = session.getData();
        data.set(DeploymentParticipant.class, null, new ConcurrentHashMap<String, StartedServers>());
        return (Map<String, StartedServers>) data.get(DeploymentParticipant.class);
    }

    /** Stops the servers of all modules at the end of a session: a daemon of Maven lives longer. */
    static void stopAll(RepositorySystemSession session) throws IOException {
        for (StartedServers module : all(session).values()) {
            module.stop(Progress.SILENT);
        }
    }

    synchronized void add(RunningServer server) {
        servers.add(server);
        ports.add(server.port());
    }

    /**
     * Returns the port that the user configured. The property of a server that this module has started is not one: its
     * default name is also that of the parameter.
     *
     * @throws io.github.pywar.base.error.UserException if the text is not a number
     */
    synchronized OptionalInt port(Optional<String> configured) {
        return configured.isEmpty() || isOfStarted(configured.get())
                ? OptionalInt.empty()
                : OptionalInt.of(Ports.parse(configured.get()));
    }

    private boolean isOfStarted(String text) {
        return ports.stream().map(String::valueOf).anyMatch(text::equals);
    }

    /**
     * Stops all servers of the module.
     *
     * @return whether there were any
     */
    synchronized boolean stop(Progress progress) throws IOException {
        List<RunningServer> all = List.copyOf(servers);
        servers.clear();
        for (RunningServer server : all) {
            server.stop(progress);
        }
        return !all.isEmpty();
    }
}
