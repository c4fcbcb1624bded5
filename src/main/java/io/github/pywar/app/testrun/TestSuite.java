package io.github.pywar.app.testrun;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests of a project.
 *
 * @param base folder of the project, in which the tests run
 * @param folders of the tests, and test modules in the sources; empty if only the configuration of pytest names them
 */
public record TestSuite(Path base, List<Path> folders) {

    /** The usual folders: that of Maven, then those of Python projects. */
    private static final List<String> FOLDERS = List.of("src/test/python", "tests", "test");

    private static final List<String> CONFIGURATIONS = List.of("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg");
    private static final Pattern TEST_PATHS =
            Pattern.compile("(?m)^[ \\t]*testpaths[ \\t]*=([ \\t]*\\[[^\\]]*\\]|.*(?:\\R[ \\t]+.*)*+)");
    private static final Set<String> NO_TESTS = Set.of("__init__.py", "conftest.py");
    private static final int LARGEST = 1 << 20;
    private static final int DEPTH = 20;

    public TestSuite {
        base = base.toAbsolutePath().normalize();
        folders = folders.stream().map(one -> one.toAbsolutePath().normalize()).toList();
    }

    /**
     * Finds the tests. No Python is needed.
     *
     * @param pom folder of the POM
     * @param project folder with the Python declarations
     * @param declared the folder that the POM declares
     * @param sources folders of the application, which may have test modules, as in Django
     * @return empty if there are none
     * @throws UserException if the declared folder does not exist
     */
    public static Optional<TestSuite> find(Path pom, Path project, Optional<Path> declared, List<Path> sources)
            throws IOException {
        if (declared.isPresent()) {
            requireFolder(declared.get());
            return hasTests(declared.get())
                    ? Optional.of(new TestSuite(project, List.of(declared.get())))
                    : Optional.empty();
        }
        Optional<List<Path>> configured = configured(project);
        if (configured.isPresent()) {
            return Optional.of(new TestSuite(project, configured.get()));
        }
        List<Path> all = new ArrayList<>(usual(pom, project).stream().toList());
        all.addAll(new SourceTests(sources, all).find());
        return all.isEmpty() ? Optional.empty() : Optional.of(new TestSuite(project, all));
    }

    private static Optional<Path> usual(Path pom, Path project) throws IOException {
        for (String name : FOLDERS) {
            for (Path parent : List.of(pom, project)) {
                if (hasTests(parent.resolve(name))) {
                    return Optional.of(parent.resolve(name).toAbsolutePath().normalize());
                }
            }
        }
        return Optional.empty();
    }

    private static void requireFolder(Path declared) {
        if (!Files.isDirectory(declared)) {
            throw UserException.of("The directory of the tests does not exist: `" + declared + "`"
                            + "\n    from: <testSourceDirectory>")
                    .hint("correct its path, or remove <testSourceDirectory>: the default is src/test/python");
        }
    }

    private static boolean hasTests(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".py") && !NO_TESTS.contains(name));
        }
    }

    /** Returns what {@code testpaths} names: no folders if pytest has to find them. */
    private static Optional<List<Path>> configured(Path project) throws IOException {
        for (String name : CONFIGURATIONS) {
            Path file = project.resolve(name);
            if (Files.isRegularFile(file) && Files.size(file) < LARGEST) {
                Matcher found = TEST_PATHS.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                if (found.find()) {
                    return Optional.of(existing(project, found.group(1)));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> existing(Path project, String value) {
        List<String> names = Pattern.compile("[\\s,'\"\\[\\]]+")
                .splitAsStream(value)
                .filter(name -> !name.isEmpty())
                .toList();
        boolean isPlain =
                names.stream().allMatch(name -> name.matches("[\\w./-]+") && Files.exists(project.resolve(name)));
        return isPlain ? names.stream().map(project::resolve).toList() : List.of();
    }
}
