package io.github.pywar.testing.server;

import io.github.pywar.testing.TestCertificate;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's docker-registry with a certificate of its own, for one user only. */
public final class DockerRegistry implements ServerRecipe {

    private static final String CONFIGURATION = """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: %1$s/storage
            http:
              addr: 127.0.0.1:%2$d
              tls:
                certificate: %3$s
                key: %3$s
            auth:
              htpasswd:
                realm: images
                path: %1$s/users
            """;

    private final Path folder;
    private final int port = Port.free();

    /** @param folder the folder of its users, images and log */
    public DockerRegistry(Path folder, String user, String password) {
        this.folder = folder;
        Tool.Result users = Tool.run(folder, "htpasswd", "-Bbn", user, password);
        try {
            Files.writeString(folder.resolve("users"), users.output());
            Path key = TestCertificate.in(folder, "registry").pemWithKey();
            Files.writeString(folder.resolve("config.yml"), CONFIGURATION.formatted(folder, port, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the host and the port, which are the beginning of the names of its images. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    @Override
    public ServerProcess launch() {
        return ServerCommand.in(folder, List.of("docker-registry", "serve", folder.resolve("config.yml") + ""))
                .launch(ServerCommand.uri("https", port));
    }
}
