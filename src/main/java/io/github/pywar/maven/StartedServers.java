package io.github.pywar.maven;

import io.github.pywar.app.server.RunningServer;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Servers that one module of a Maven session has started, by their ports; a stopped one is null. Thread-safe. Maven
 * loads a goal of the command line and a goal of the POM by two class loaders: what the session keeps has only types of
 * Java, so that each of them can stop the servers of the other.
 */
record StartedServers(Map<Integer, AutoCloseable> byPort) {

    /** Key of the session's data; without this entry there were no servers. */
    static final String KEY = "io.github.pywar.servers";

    /** Returns the servers of a module; the first call creates them. */
    static StartedServers of(MavenSession session, MavenProject project) {
        String id = project.getGroupId() + ":" + project.getArtifactId();
        return new StartedServers(
                all(session.getRepositorySession()).computeIfAbsent(id, key -> new LinkedHashMap<>()));
    }

    /** Returns the servers of all modules, by the id of their project. */
    @SuppressWarnings("unchecked")
    private static Map<String, Map<Integer, AutoCloseable>> all(RepositorySystemSession session) {
        session.getData().set(KEY, null, new ConcurrentHashMap<String, Map<Integer, AutoCloseable>>());
        return (Map<String, Map<Integer, AutoCloseable>>) session.getData().get(KEY);
    }

    /** Stops the servers of all modules at the end of a session: a daemon of Maven lives longer. */
    static void stopAll(RepositorySystemSession session) throws IOException {
        for (Map<Integer, AutoCloseable> module : all(session).values()) {
            new StartedServers(module).stop();
        }
    }

    /** @param progress receives the message when the server is stopped */
    void add(RunningServer server, Progress progress) {
        synchronized (byPort) {
            // a server that ended by itself may have had the same port
            AutoCloseable earlier = byPort.get(server.port());
            byPort.put(server.port(), () -> {
                server.stop(progress);
                if (earlier != null) {
                    earlier.close();
                }
            });
        }
    }

    /**
     * Returns the port that the user configured. The property of a server that this module has started is not one: its
     * default name is also that of the parameter.
     *
     * @throws io.github.pywar.base.error.UserException if the text is not a number
     */
    OptionalInt port(Optional<String> configured) {
        return configured.isEmpty() || isOfStarted(configured.get())
                ? OptionalInt.empty()
                : OptionalInt.of(Ports.parse(configured.get()));
    }

    private boolean isOfStarted(String text) {
        synchronized (byPort) {
            return byPort.keySet().stream().map(String::valueOf).anyMatch(text::equals);
        }
    }

    /**
     * Stops all servers of the module.
     *
     * @return whether there were any
     */
    boolean stop() throws IOException {
        List<AutoCloseable> all = taken();
        for (AutoCloseable server : all) {
            close(server);
        }
        return !all.isEmpty();
    }

    /** Returns the servers that run, and keeps their ports without them. */
    private List<AutoCloseable> taken() {
        synchronized (byPort) {
            List<AutoCloseable> running = new ArrayList<>(byPort.values());
            running.removeIf(Objects::isNull);
            byPort.replaceAll((port, server) -> null);
            return running;
        }
    }

    private static void close(AutoCloseable server) throws IOException {
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
