package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** uWSGI with Debian's Python plugin, which serves HTTP by itself. */
public final class UwsgiServer implements ServerRecipe {

    private final Path folder;
    private final Path bundle;
    private final int port = Port.free();

    /**
     * @param folder the folder of its configuration and log
     * @param bundle the tree with {@code wsgi.py}; with a {@code pyvenv.cfg} it is also the virtual environment
     */
    public UwsgiServer(Path folder, Path bundle) {
        this.folder = folder;
        this.bundle = bundle;
    }

    @Override
    public ServerProcess launch() {
        Path file = folder.resolve("uwsgi.ini");
        try {
            Files.write(file, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ServerCommand.in(folder, List.of(Installed.UWSGI.path().toString(), "--ini", file.toString()))
                .environment(Map.of("PYWAR_ON_ERROR", "raise"))
                .launch(ServerCommand.uri("http", port));
    }

    private List<String> configuration() {
        List<String> lines = new ArrayList<>(List.of(
                "[uwsgi]",
                "plugins = python3",
                "http-socket = 127.0.0.1:" + port,
                "wsgi-file = " + bundle.resolve("wsgi.py"),
                "master = true",
                "lazy-apps = true",
                "need-app = true",
                "die-on-term = true",
                "disable-logging = true"));
        if (Files.exists(bundle.resolve("pyvenv.cfg"))) {
            lines.add("virtualenv = " + bundle);
        }
        if (Installed.isRoot()) {
            lines.addAll(List.of("uid = www-data", "gid = www-data"));
        }
        return lines;
    }
}
