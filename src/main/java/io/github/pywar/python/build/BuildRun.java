package io.github.pywar.python.build;

import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.SupervisedProcess;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What all builds of one run share: the Python, the isolation from the network, and the environments, one for each set of
 * wheels. Everything is created when it is first needed.
 */
final class BuildRun implements AutoCloseable {

    private static final String HOOKS = "pyproject-hooks";

    private final TargetEnvironment target;
    private final BuildOptions options;
    private final BuildFolders folders;
    private final Map<String, String> parent;
    private final Progress progress;
    private final Semaphore processes =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final Map<String, BuildEnvironment> environments = new HashMap<>();
    private final Map<List<RootRequirement>, Resolution> resolutions = new ConcurrentHashMap<>();
    private final Map<String, List<String>> requires = new ConcurrentHashMap<>();
    private final Map<String, FailedBuildException> failures = new ConcurrentHashMap<>();
    private LocalPython python;
    private ScratchFolder scratch;
    private BackendProcess process;
    private CompilerFlags flags;
    private BuildEnvironment hooks;

    BuildRun(
            TargetEnvironment target,
            BuildOptions options,
            BuildFolders folders,
            Map<String, String> parent,
            Progress progress) {
        this.target = target;
        this.options = options;
        this.folders = folders;
        this.parent = Map.copyOf(parent);
        this.progress = progress;
    }

    /** Returns the Python that runs builds. */
    synchronized LocalPython python() {
        if (python == null) {
            python = LocalPython.find(target, options.python(), parent);
            progress.detail("source code is built with " + python.interpreter());
        }
        return python;
    }

    /** Returns resolutions of build requirements. */
    Map<List<RootRequirement>, Resolution> resolutions() {
        return resolutions;
    }

    /** Returns what backends asked for, by source code and environment. */
    Map<String, List<String>> requires() {
        return requires;
    }

    /** Returns the builds of wheels that failed, by key. */
    Map<String, FailedBuildException> failures() {
        return failures;
    }

    /** Returns the environment with these wheels. */
    synchronized BuildEnvironment environment(BuildRequirements.Chosen chosen) throws IOException {
        BuildEnvironment known = environments.get(chosen.content());
        if (known == null) {
            Path root = scratch().path().resolve("e" + environments.size());
            known = BuildEnvironment.create(root, python(), chosen.wheels());
            environments.put(chosen.content(), known);
        }
        return known;
    }

    /**
     * Creates the environment with the library that calls hooks. It must be a wheel: its own build would need it.
     *
     * @param source that is built, for messages
     */
    synchronized void prepareHooks(BuildRequirements requirements, String source) throws IOException {
        if (hooks == null) {
            RootRequirement library = new RootRequirement(Requirement.parse(HOOKS), "calls of build backends");
            hooks = environment(requirements.ofWheels().fetch(source, List.of(library)));
        }
    }

    /** Returns the environment with the library that calls hooks. */
    synchronized BuildEnvironment hooks() {
        return hooks;
    }

    /** Returns the variables of a backend, and creates the folders that they name. */
    BuildVariables variables(Path folder, BuildEnvironment environment) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("tmp"));
        return BuildVariables.of(parent, folder, environment.programs(), options, flags())
                .with(ofSystem());
    }

    /** Compilers of macOS build for the declared version of the system, not for that of this machine. */
    private Map<String, String> ofSystem() {
        return target.platform().isMacos()
                ? Map.of("MACOSX_DEPLOYMENT_TARGET", target.platform().floor().replace("macos-", ""))
                : Map.of();
    }

    private synchronized CompilerFlags flags() {
        if (flags == null) {
            flags = CompilerFlags.probe(parent);
        }
        return flags;
    }

    /**
     * Runs the script that calls a hook. Few such processes run at a time, because compilers use several processors.
     *
     * @return its exit status, or {@link BackendProcess#TIMED_OUT}
     */
    int call(List<String> arguments, BuildVariables variables, Path directory, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                python().program().toString(),
                "-I",
                "-S",
                "-B",
                script("hooks.py").toString()));
        command.addAll(arguments);
        return execute(command, variables, directory, log);
    }

    /**
     * Runs a program, isolated and with a time limit.
     *
     * @param command with the absolute path of the program
     * @return its exit status, or {@link BackendProcess#TIMED_OUT}
     */
    int execute(List<String> command, BuildVariables variables, Path directory, Path log) throws IOException {
        BackendProcess supervised = process();
        try {
            processes.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for other builds");
        }
        try {
            return supervised.run(command, variables, directory, log, options.timeout());
        } finally {
            processes.release();
        }
    }

    private synchronized BackendProcess process() throws IOException {
        if (process == null) {
            NetworkIsolation isolation =
                    options.isNetworkAllowed() ? NetworkIsolation.NONE : NetworkIsolation.probe(progress);
            process = new BackendProcess(python().program(), supervisor(), isolation);
        }
        return process;
    }

    private Path supervisor() throws IOException {
        Path file = scratch().path().resolve("supervise.py");
        if (Files.notExists(file)) {
            FullDisk.naming(file, () -> Files.writeString(file, SupervisedProcess.script()));
        }
        return file;
    }

    private synchronized Path script(String name) throws IOException {
        Path file = scratch().path().resolve(name);
        if (Files.notExists(file)) {
            try (InputStream in = BuildRun.class.getResourceAsStream(name)) {
                FullDisk.naming(file, () -> Files.copy(in, file));
            }
        }
        return file;
    }

    private ScratchFolder scratch() throws IOException {
        if (scratch == null) {
            scratch = ScratchFolder.in(folders.scratch());
        }
        return scratch;
    }

    /** Deletes the environments. */
    @Override
    public synchronized void close() throws IOException {
        if (scratch != null) {
            scratch.close();
            scratch = null;
            environments.clear();
            hooks = null;
            process = null;
        }
    }
}
