package io.github.pywar.python.build;

import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.SupervisedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command that a project declares for its build. It runs as a build backend does: with no secrets of the build in its
 * environment, without network unless it is allowed, with limits of its time and of its log. It ends with all its
 * descendants.
 *
 * @param python runs the supervising script
 * @param words the program and its arguments
 * @param variables environment variables, in addition to those that every build has
 * @param timeout limit of the run
 * @param isNetworkAllowed whether the command may use the network
 */
public record BuildCommand(
        Path python, List<String> words, Map<String, String> variables, Duration timeout, boolean isNetworkAllowed) {

    /**
     * Folders of a run. They exist.
     *
     * @param working the working directory
     * @param scratch for the home folder and temporary files
     * @param programs folders that are searched for programs before those of PATH
     */
    public record Folders(Path working, Path scratch, List<Path> programs) {

        public Folders {
            programs = List.copyOf(programs);
        }
    }

    /**
     * End of a run.
     *
     * @param status the exit status, {@link #TIMED_OUT}, {@link #LOG_FULL} or {@link #NOT_FOUND}
     * @param lines the last lines of its output
     * @param isOffline whether the output shows a failure to use the network
     */
    public record End(int status, List<String> lines, boolean isOffline) {

        public End {
            lines = List.copyOf(lines);
        }
    }

    /** Status of a command that was ended because of its time limit. */
    public static final int TIMED_OUT = BackendProcess.TIMED_OUT;

    /** Status of a command that was ended because its log was full. */
    public static final int LOG_FULL = BackendProcess.LOG_FULL;

    /** Status of a command whose program does not exist. */
    public static final int NOT_FOUND = -3;

    private static final String SCRIPT = "supervise.py";

    public BuildCommand {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /** Runs the command to its end, and writes its output into the log. */
    public End run(Folders folders, Path log, Progress progress) throws IOException {
        BuildVariables environment = environment(folders);
        Files.deleteIfExists(log);
        Optional<Path> program = program(folders.working(), environment.values().get("PATH"));
        if (program.isEmpty()) {
            return new End(NOT_FOUND, List.of(), false);
        }
        Path script = folders.scratch().resolve(SCRIPT);
        FullDisk.naming(script, () -> Files.writeString(script, SupervisedProcess.script()));
        NetworkIsolation isolation = isNetworkAllowed ? NetworkIsolation.NONE : NetworkIsolation.probe(progress);
        List<String> command = Stream.concat(
                        Stream.of(program.get().toString()), words.stream().skip(1))
                .toList();
        int status = new BackendProcess(python, script, isolation)
                .run(command, environment, folders.working(), log, timeout);
        LogTail tail = Files.exists(log) ? LogTail.read(log) : LogTail.of("");
        return new End(status, tail.lines(), BuildErrors.isOffline(tail.text()));
    }

    private BuildVariables environment(Folders folders) throws IOException {
        for (String name : List.of("tmp", "home", "pycache")) {
            Files.createDirectories(folders.scratch().resolve(name));
        }
        Map<String, String> own = new TreeMap<>();
        own.put("PATH", path(folders.programs()));
        own.put("PYTHONDONTWRITEBYTECODE", "1");
        own.putAll(variables);
        BuildOptions options = new BuildOptions(
                BuildOptions.DEFAULT.policy(),
                Optional.empty(),
                timeout,
                isNetworkAllowed,
                Map.of(),
                own,
                false,
                false,
                Set.of());
        Path first = folders.programs().isEmpty()
                ? folders.scratch()
                : folders.programs().get(0);
        return BuildVariables.of(System.getenv(), folders.scratch(), first, options, new CompilerFlags(false));
    }

    private static String path(List<Path> first) {
        return Stream.concat(
                        first.stream(),
                        Interpreters.folders(System.getenv().getOrDefault("PATH", "")).stream()
                                .filter(Path::isAbsolute))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A name with a slash is a path from the working directory, as in a shell. */
    private Optional<Path> program(Path working, String path) {
        String name = words.get(0);
        Stream<Path> candidates = name.contains("/")
                ? Stream.of(working.resolve(name))
                : Interpreters.folders(path).stream().map(folder -> folder.resolve(name));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
