package io.github.pywar.app.environment;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folder of a virtual environment that pywar makes and owns.
 *
 * @param path absolute path
 */
record EnvironmentFolder(Path path) {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Version control ignores the folder. */
    private static final String IGNORE = ".gitignore";

    /**
     * Checks that another tool did not make the folder.
     *
     * @throws UserException if it has files, and none of pywar
     */
    void checkOwner() throws IOException {
        if (File.separatorChar == '\\') {
            throw UserException.of("Environments cannot be made on Windows yet")
                    .hint("run Maven in WSL, in a virtual machine or in a container")
                    .hint("to build without tests: -DskipTests");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
            String kind = Files.isSymbolicLink(path) ? "link without a target" : "file";
            throw UserException.of("`" + path + "` is a " + kind + ", not the folder of an environment")
                    .hint("remove the " + kind + ", or choose another folder: <venvDirectory>");
        }
        if (Files.isDirectory(path) && !isOwn()) {
            throw UserException.of("`" + path + "` was not made by pywar, and is not overwritten")
                    .hint("if you do not need it, delete it: pywar makes it again")
                    .hint("or choose another folder: <venvDirectory>");
        }
    }

    private boolean isOwn() throws IOException {
        return Files.exists(path.resolve(EnvironmentState.FILE))
                || entries().stream()
                        .allMatch(file -> file.getFileName().toString().equals(EnvironmentLock.NAME));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    /**
     * Opens the environment. One of another Python, or one that was moved, is made again.
     *
     * @return what is installed
     */
    EnvironmentState open(Interpreter python, Progress progress) throws IOException {
        String base = python.version() + " " + program(python);
        Optional<EnvironmentState> present = EnvironmentState.read(path)
                .filter(state -> state.folder().equals(path.toString()))
                .filter(state -> state.python().equals(base))
                .filter(state -> Files.isExecutable(path.resolve("bin/python")));
        return present.isPresent() ? present.get() : create(python, base, progress);
    }

    private EnvironmentState create(Interpreter python, String base, Progress progress) throws IOException {
        EnvironmentState state = EnvironmentState.empty(path, base);
        state.write(); // first, so that an interrupted run leaves a folder that is known as pywar's
        for (Path old : entries()) {
            String name = old.getFileName().toString();
            if (!name.equals(EnvironmentState.FILE) && !name.equals(EnvironmentLock.NAME)) {
                InstalledFolder.delete(old);
            }
        }
        AtomicFile.write(path.resolve(IGNORE), "*\n".getBytes(StandardCharsets.UTF_8));
        runVenv(program(python));
        progress.detail("Made the environment " + path + " of " + python);
        return state;
    }

    private void runVenv(Path program) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-I", "-m", "venv", "--without-pip", path.toString()));
        PythonRun.Outcome outcome = PythonRun.of(program, arguments, Map.of()).finish(LONGEST);
        if (!outcome.isSuccess()) {
            throw UserException.of("`" + program + "` cannot make a virtual environment\n"
                            + outcome.output().strip().indent(4).stripTrailing())
                    .hint("on Debian and Ubuntu, install the package python3-venv")
                    .hint("or use another Python: -Dpywar.pythonExecutable");
        }
    }

    /** Returns the program of the Python itself: the one on the PATH may be that of this environment. */
    private static Path program(Interpreter python) throws IOException {
        return python.executable().toRealPath();
    }
}
