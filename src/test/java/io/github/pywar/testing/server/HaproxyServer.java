package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** HAProxy in front of several servers of one backend, with an admin socket. */
public final class HaproxyServer implements ServerRecipe {

    private final Path folder;
    private final String backend;
    private final Map<String, String> servers;
    private final int port = Port.free();

    /**
     * Creates the balancer.
     *
     * @param folder of its configuration, its socket and its log
     * @param servers the addresses, by the names of the servers
     */
    public HaproxyServer(Path folder, String backend, Map<String, String> servers) {
        this.folder = folder;
        this.backend = backend;
        this.servers = new TreeMap<>(servers);
    }

    /** Returns the path of its admin socket. */
    public Path socket() {
        return folder.resolve("admin.sock");
    }

    @Override
    public ServerProcess launch() {
        Path file = folder.resolve("haproxy.cfg");
        try {
            Files.writeString(file, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = List.of(Installed.HAPROXY.path().toString(), "-db", "-f", file.toString());
        return ServerCommand.in(folder, words).launch(ServerCommand.uri("http", port));
    }

    private String configuration() {
        String rows = servers.entrySet().stream()
                .map(one -> "    server %s %s check inter 200ms fall 2 rise 1".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                global
                    stats socket %s mode 600 level admin
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 60s
                    timeout server 60s
                    retries 3
                    option redispatch
                frontend front
                    bind 127.0.0.1:%d
                    default_backend %s
                backend %s
                    balance roundrobin
                    option httpchk GET /
                %s
                """.formatted(socket(), port, backend, backend, rows);
    }
}
