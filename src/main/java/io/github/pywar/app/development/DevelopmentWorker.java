package io.github.pywar.app.development;

import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.app.server.BindAddress;
import io.github.pywar.app.server.ServerCommand;
import io.github.pywar.app.server.SupervisedServer;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command of the processes that serve the application, one after the other. */
final class DevelopmentWorker {

    private static final String SCRIPT = "develop.py";
    private static final String SUPERVISOR = "reload.py";
    private static final String SUPERVISION = "supervise.py";
    private static final String RECORD = "worker.status";
    private static final List<String> RUNTIME = List.of(
            "_pywar/__init__.py",
            "_pywar/base/__init__.py",
            "_pywar/base/exits.py",
            "_pywar/base/files.py",
            "_pywar/base/report.py",
            "_pywar/boot/__init__.py",
            "_pywar/boot/envfile.py",
            "_pywar/boot/interface.py");
    private static final Version FROZEN_MODULES = Version.parse("3.11");
    private static final int NO_DEBUGGER = 94;
    private static final int NO_SERVER = 95;

    /** A server has no state that matters in development, so that a restart is quick. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final DevelopmentRequest request;

    DevelopmentWorker(DevelopmentRequest request) throws IOException {
        this.request = request;
        writeScripts();
    }

    /** Starts the server with its first worker. */
    ReloadedServer start() throws IOException {
        return new ReloadedServer(this::supervisor, file(RECORD));
    }

    private SupervisedServer supervisor() throws IOException {
        Map<String, String> variables = request.options().variables().variables();
        variables.put("VIRTUAL_ENV", request.environment().folder().toString());
        variables.merge(
                "PATH",
                request.environment().scripts().toString(),
                (path, own) -> own + java.io.File.pathSeparator + path);
        ServerCommand command = new ServerCommand(
                request.environment().python(),
                List.of(),
                variables,
                request.directory(),
                Optional.empty(),
                Optional.empty(),
                GRACE);
        BindAddress address = request.options().address();
        List<String> words = new ArrayList<>(List.of(
                file(SUPERVISOR).toString(),
                address.host(),
                String.valueOf(address.port()),
                String.valueOf(GRACE.toMillis()),
                file(RECORD).toString(),
                request.environment().python().toString()));
        words.addAll(pythonOptions());
        words.add(file(SCRIPT).toString());
        words.add(new String(Json.write(settings()), StandardCharsets.UTF_8));
        return SupervisedServer.start(command, words);
    }

    /** A debugger sees nothing of modules that are part of the interpreter, and prints a warning about them. */
    private List<String> pythonOptions() {
        Version version = Version.parse(request.environment().base().version());
        boolean hasFrozenModules = request.options().debugPort().isPresent() && version.compareTo(FROZEN_MODULES) >= 0;
        return hasFrozenModules ? List.of("-X", "frozen_modules=off") : List.of();
    }

    /**
     * Checks whether an ended process lacks something that only a change of the POM can add.
     *
     * @throws UserException if it does
     */
    void check(int status) {
        if (status == NO_DEBUGGER) {
            throw UserException.of(
                            "The environment has no `debugpy`, which the debugger port needs\n    from: <debugPort>")
                    .hint("add debugpy to the test requirements: requirements-test.txt, or a dependency group `dev`")
                    .hint("or remove <debugPort>");
        }
        if (status == NO_SERVER) {
            throw UserException.of(
                            "The project has no server for ASGI applications\n    application: " + request.entry())
                    .hint("remove <server>none</server>, or add uvicorn to the requirements");
        }
    }

    private Path file(String name) {
        return request.work().resolve(name);
    }

    private Map<String, Object> settings() {
        DevelopmentRequest.Options options = request.options();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "entry",
                Map.of(
                        "module", request.entry().module(),
                        "attribute", request.entry().attribute(),
                        "factory", request.entry().factory()));
        values.put("text", request.entry().toString());
        values.put("interface", request.entry().protocol().toString());
        values.put("server", request.server());
        values.put("host", options.address().host());
        values.put("port", options.address().port());
        values.put("arguments", options.arguments());
        values.put("directory", request.directory().toString());
        values.put("runtime", request.work().toString());
        options.variables()
                .file()
                .ifPresent(file ->
                        values.put("environmentFile", file.toAbsolutePath().toString()));
        options.debugPort().ifPresent(port -> values.put("debugPort", port));
        return values;
    }

    private void writeScripts() throws IOException {
        FileTree runtime = RuntimeFiles.tree();
        for (String path : RUNTIME) {
            Path file = request.work().resolve(path);
            Files.createDirectories(file.getParent());
            FileTree.Entry entry =
                    runtime.get(path).orElseThrow(() -> new IllegalStateException("the runtime has no " + path));
            try (InputStream in = entry.content().open()) {
                Files.write(file, in.readAllBytes());
            }
        }
        Files.writeString(file(SUPERVISION), SupervisedServer.script());
        for (String script : List.of(SCRIPT, SUPERVISOR)) {
            try (InputStream in = DevelopmentWorker.class.getResourceAsStream(script)) {
                Files.write(file(script), in.readAllBytes());
            }
        }
    }
}
