package io.github.pywar.python.interpreter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Pythons that a machine's environment leads to. Each is asked only when its turn comes. */
public final class Interpreters {

    private final List<Path> folders;
    private final List<Path> pyenvHomes;
    private final ProgramNames names;

    private Interpreters(List<Path> folders, List<Path> pyenvHomes, ProgramNames names) {
        this.folders = folders;
        this.pyenvHomes = pyenvHomes;
        this.names = names;
    }

    /**
     * @param environment the variables of which PATH, HOME and PYENV_ROOT are read; on Windows, which OS says, also
     *     PATHEXT and USERPROFILE
     */
    public static Interpreters of(Map<String, String> environment) {
        ProgramNames names = ProgramNames.of(environment);
        List<Path> folders = folders(names.variable("PATH"));
        String home = names.home();
        String pyenv = names.variable("PYENV_ROOT");
        String root = pyenv.isEmpty() && !home.isEmpty() ? home + names.usualPyenv() : pyenv;
        return new Interpreters(
                folders, root.isEmpty() ? List.of() : path(root + "/versions").toList(), names);
    }

    /**
     * @param path as the variable PATH has it
     * @return its folders; what can be none on this system is passed over
     */
    public static List<Path> folders(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(Interpreters::path)
                .toList();
    }

    /** @return the one that {@code python3} means here, else {@code python}; nothing is said of 2.7 */
    public Optional<Interpreter> first() {
        return Stream.of("python3", "python")
                .flatMap(this::onPath)
                .flatMap(file -> Interpreter.ask(file).stream())
                .filter(python -> python.version().startsWith("3."))
                .findFirst();
    }

    /**
     * @param series for example {@code 3.11}
     * @return those of that series, the likeliest first
     */
    public Stream<Interpreter> ofSeries(String series) {
        Stream<Path> named = Stream.of("python" + series, "python3", "python").flatMap(this::onPath);
        return Stream.concat(named, pyenvs(series))
                .distinct()
                .flatMap(file -> Interpreter.ask(file).stream())
                .filter(python -> python.series().equals(series));
    }

    private Stream<Path> onPath(String name) {
        return folders.stream().flatMap(folder -> programs(folder, name));
    }

    private Stream<Path> programs(Path folder, String name) {
        return names.files(name)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable);
    }

    private Stream<Path> pyenvs(String series) {
        return pyenvHomes.stream().filter(Files::isDirectory).flatMap(home -> versions(home, series));
    }

    private Stream<Path> versions(Path home, String series) {
        try (Stream<Path> folders = Files.list(home)) {
            return folders
                    .filter(folder -> (folder.getFileName() + ".").startsWith(series + "."))
                    .sorted(Comparator.reverseOrder())
                    .flatMap(folder -> programs(folder.resolve(names.binaries()), "python"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
