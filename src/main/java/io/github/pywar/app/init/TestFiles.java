package io.github.pywar.app.init;

import io.github.pywar.base.file.Globs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Files and folders of tests among the sources of an application: no server needs them. */
final class TestFiles {

    /** Patterns of {@code <excludes>}, the first one being the usual folder, then modules, then files of test tools. */
    private static final List<String> PATTERNS = List.of(
            "**/tests/",
            "test/",
            "**/tests.py",
            "**/test_*.py",
            "**/*_test.py",
            "**/conftest.py",
            "pytest.ini",
            "tox.ini",
            "noxfile.py",
            "requirements-dev.txt",
            "requirements-test.txt",
            "requirements-tests.txt",
            "dev-requirements.txt",
            "test-requirements.txt",
            "requirements/dev.txt",
            "requirements/test.txt",
            "requirements/tests.txt",
            "requirements/local.txt");

    private static final Set<String> PACKAGES = Set.of("**/tests/", "**/tests.py");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*+(?:from|import)[ \\t]++([\\w.]++)");

    /** These end a path of any folder. */
    private static final Globs ALL = Globs.of(PATTERNS.stream()
            .map(pattern -> pattern.startsWith("**/") ? pattern : "**/" + pattern)
            .toList());

    /** Folder at the top of the sources that is excluded by default. */
    private static final String DEFAULT = "tests/";

    private TestFiles() {}

    /** Returns whether a path in a project, with a slash at the end of a folder, is one of tests. */
    static boolean isOne(String path) {
        return ALL.matches(path);
    }

    /** Returns the first module of the application that imports from a package of tests, such as factories for data. */
    static Optional<String> imported(ProjectSources sources, String root) {
        return sources.all()
                .filter(file -> IMPORT.matcher(file.code())
                        .results()
                        .map(found -> found.group(1))
                        .anyMatch(name -> isOfTests(name, sources, root)))
                .map(SourceFile::path)
                .findFirst();
    }

    private static boolean isOfTests(String dotted, ProjectSources sources, String root) {
        List<String> parts = List.of(dotted.split("\\."));
        boolean isOwn = dotted.startsWith(".") || sources.isImportable(parts.get(0), root);
        return isOwn && parts.contains("tests");
    }

    /**
     * Returns the patterns of {@code <excludes>} that the sources need.
     *
     * @param paths files and folders of tests in the sources, relative to them
     * @param isImported whether the application imports from packages of tests
     */
    static List<String> excludes(Set<String> paths, boolean isImported) {
        return PATTERNS.stream()
                .filter(pattern -> !isImported || !PACKAGES.contains(pattern))
                .filter(pattern -> {
                    Globs glob = Globs.of(List.of(pattern));
                    return paths.stream().filter(path -> !path.equals(DEFAULT)).anyMatch(glob::matches);
                })
                .toList();
    }
}
