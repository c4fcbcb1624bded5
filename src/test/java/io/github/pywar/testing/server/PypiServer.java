package io.github.pywar.testing.server;

import io.github.pywar.testing.Once;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** pypiserver: a real index of a folder's wheels, for one user only. pip installs it if it is missing. */
public final class PypiServer implements ServerRecipe {

    private static final Path SITE = Path.of("target", "tools", "pypiserver").toAbsolutePath();

    private final Path folder;
    private final Path wheels;
    private final Path users;
    private final int port = Port.free();

    /**
     * @param folder the folder of its users and log
     * @param wheels the folder of the wheels that it serves
     */
    public PypiServer(Path folder, Path wheels, String user, String password) {
        this.folder = folder;
        this.wheels = wheels;
        try {
            this.users = Files.writeString(folder.resolve("users"), user + ":" + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs it from the index that this machine's pip uses, once for all runs. */
    public static void install() {
        Once.unlessThere(SITE, () -> {
            Tool.Result installed = Tool.run(
                    Path.of("."),
                    "python3",
                    List.of(
                                    "-m",
                                    "pip",
                                    "install",
                                    "-q",
                                    "--target",
                                    SITE.toString(),
                                    "pypiserver>=2.4",
                                    "passlib>=1.7")
                            .toArray(String[]::new));
            if (installed.exit() != 0) {
                throw new IllegalStateException(installed.output());
            }
        });
    }

    @Override
    public ServerProcess launch() {
        List<String> words = List.of(
                "python3",
                "-m",
                "pypiserver",
                "run",
                "--interface=127.0.0.1",
                "--port=" + port,
                "--disable-fallback",
                "--authenticate=list,download,update",
                "--passwords=" + users,
                wheels.toString());
        return ServerCommand.in(folder, words)
                .environment(Map.of("PYTHONPATH", SITE.toString()))
                .launch(ServerCommand.uri("http", port));
    }
}
