package io.github.pywar.testing.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Archive that runs from its file: {@code python3 shop.pywar serve}. */
public final class EmbeddedServer implements ServerRecipe {

    private final Path folder;
    private final String python;
    private final Path archive;
    private final int port = Port.free();
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param folder the home folder; the archive unpacks below it
     * @param python the interpreter, a path or a name on the {@code PATH}
     * @param archive the file, or its unpacked tree
     */
    public EmbeddedServer(Path folder, String python, Path archive) {
        this.folder = folder;
        this.python = python;
        this.archive = archive;
    }

    /** Sets environment variables of the process. */
    public EmbeddedServer environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    @Override
    public ServerProcess launch() {
        List<String> words = List.of(python, archive.toString(), "serve", "--bind", "127.0.0.1:" + port);
        return ServerCommand.in(folder, words)
                .environment(environment)
                .environment(Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", folder.resolve("cache") + ""))
                .launch(ServerCommand.uri("http", port));
    }
}
