package io.github.pywar.testing.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** gunicorn of the machine or of an archive. */
public final class GunicornServer implements ServerRecipe {

    private final Path folder;
    private final Path bundle;
    private final int port = Port.free();
    private List<String> program;
    private String entry = "_pywar.entry:application";
    private final List<String> options = new ArrayList<>();

    /**
     * Creates the gunicorn of Debian's package, run by the system's Python.
     *
     * @param folder the folder of its log
     * @param bundle the unpacked archive, its current folder
     */
    public GunicornServer(Path folder, Path bundle) {
        this.folder = folder;
        this.bundle = bundle;
    }

    /** Sets the command line that starts it, for example {@code sh bundle/bin/gunicorn}. */
    public GunicornServer program(String... words) {
        program = List.of(words);
        return this;
    }

    /** Serves this entry, {@code module:attribute}, instead of the bundle's. */
    public GunicornServer entry(String entry) {
        this.entry = entry;
        return this;
    }

    /** Adds command-line options. */
    public GunicornServer options(String... words) {
        options.addAll(List.of(words));
        return this;
    }

    @Override
    public ServerProcess launch() {
        List<String> words = new ArrayList<>(
                program == null ? List.of(Installed.GUNICORN.path().toString()) : program);
        words.addAll(List.of("--bind", "127.0.0.1:" + port, "--chdir", bundle.toString(), "--preload"));
        words.addAll(options);
        words.add(entry);
        return ServerCommand.in(folder, words)
                .environment(Map.of("PYWAR_ON_ERROR", "raise"))
                .launch(ServerCommand.uri("http", port));
    }
}
