package io.github.pywar.python.interpreter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Pythons of a machine, on PATH and in pyenv. Each is run only when a stream reaches it. */
public final class Interpreters {

    private final Optional<Path> selected;
    private final List<Path> folders;
    private final List<Path> pyenvHomes;
    private final ProgramNames names;

    private Interpreters(Optional<Path> selected, List<Path> folders, List<Path> pyenvHomes, ProgramNames names) {
        this.selected = selected;
        this.folders = folders;
        this.pyenvHomes = pyenvHomes;
        this.names = names;
    }

    /**
     * Returns the Pythons of an environment.
     *
     * @param environment its variables; PATH, HOME and PYENV_ROOT are read; on Windows, which is detected by OS, also
     *     PATHEXT and USERPROFILE
     */
    public static Interpreters of(Map<String, String> environment) {
        ProgramNames names = ProgramNames.of(environment);
        List<Path> folders = folders(names.variable("PATH"));
        String home = names.home();
        String pyenv = names.variable("PYENV_ROOT");
        String root = pyenv.isEmpty() && !home.isEmpty() ? home + names.defaultPyenv() : pyenv;
        return new Interpreters(
                Optional.empty(), folders, root.isEmpty() ? List.of() : paths(List.of(root + "/versions")), names);
    }

    /** Returns one Python that the user has selected, whatever its version, and no other. */
    public static Interpreters only(Path program) {
        return new Interpreters(Optional.of(program), List.of(), List.of(), ProgramNames.of(Map.of()));
    }

    /** Returns the Python that the user has selected. */
    public Optional<Path> selected() {
        return selected;
    }

    /** Returns the files and folders that decide which Pythons there are. */
    public List<Path> places() {
        return Stream.of(selected.stream(), folders.stream().map(this::place), pyenvHomes.stream())
                .flatMap(paths -> paths)
                .toList();
    }

    /** Each shell that starts writes into pyenv's folder of shims. The selected version decides what a shim runs. */
    private Path place(Path folder) {
        Path root = folder.getParent();
        boolean isShims = folder.endsWith("shims") && root != null && pyenvHomes.contains(root.resolve("versions"));
        return isShims ? root.resolve("version") : folder;
    }

    /**
     * Splits a search path.
     *
     * @param path value of the variable PATH
     * @return its folders; invalid paths are skipped
     */
    public static List<Path> folders(String path) {
        return paths(List.of(path.split(File.pathSeparator)));
    }

    /** @return the selected Python, or the first Python 3 that is named {@code python3}, else {@code python} */
    public Optional<Interpreter> first() {
        return Stream.concat(selected.stream(), Stream.of("python3", "python").flatMap(this::named))
                .flatMap(file -> Interpreter.probe(file).stream())
                .filter(python -> python.version().startsWith("3."))
                .findFirst();
    }

    /**
     * Returns the Pythons of one series.
     *
     * @param series for example {@code 3.11}
     * @return the selected one, else those named after the series first, then other names on PATH, then pyenv's
     */
    public Stream<Interpreter> ofSeries(String series) {
        Stream<Path> named = Stream.of("python" + series, "python3", "python").flatMap(this::named);
        return Stream.of(selected.stream(), named, pyenvs(series))
                .flatMap(files -> files)
                .distinct()
                .flatMap(file -> Interpreter.probe(file).stream())
                .filter(python -> python.series().equals(series));
    }

    /** Returns the programs of that name on PATH, in its order. */
    public Stream<Path> named(String name) {
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

    private static List<Path> paths(List<String> texts) {
        List<Path> paths = new ArrayList<>();
        for (String text : texts) {
            try {
                if (!text.isBlank()) {
                    paths.add(Path.of(text));
                }
            } catch (InvalidPathException e) {
                continue; // no folder can have this name
            }
        }
        return List.copyOf(paths);
    }
}
