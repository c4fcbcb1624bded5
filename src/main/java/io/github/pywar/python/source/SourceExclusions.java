package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files in a folder of source code that are not source code: repositories, caches, virtual environments, and the results
 * of earlier builds.
 *
 * @param root the folder
 * @param needsRepository whether the version of the project is read from its repository
 */
record SourceExclusions(Path root, boolean needsRepository) {

    static final Set<String> REPOSITORIES = Set.of(".git", ".hg", ".svn", ".bzr");

    private static final Set<String> CACHES = Set.of(
            "__pycache__",
            ".tox",
            ".nox",
            ".eggs",
            ".mypy_cache",
            ".pytest_cache",
            ".ruff_cache",
            ".hypothesis",
            "node_modules");

    /** Names of programs that read the version from the repository. */
    private static final Pattern VERSION_FROM_REPOSITORY =
            Pattern.compile("scm|vcs|versioneer|versioningit|dunamai|dynamic-versioning|\\bpbr\\b|miniver");

    private static final int LARGEST_TEXT = 8 << 20;

    /** @return the exclusions of a folder */
    static SourceExclusions of(Path root) throws IOException {
        return new SourceExclusions(root, readsRepository(root));
    }

    /** @return whether the project declares a tool that reads its version from the repository */
    static boolean readsRepository(Path root) throws IOException {
        for (String name : List.of(SourceTree.PYPROJECT, "setup.cfg", SourceTree.SETUP_PY)) {
            Path file = root.resolve(name);
            if (Files.isRegularFile(file)
                    && Files.size(file) <= LARGEST_TEXT
                    && VERSION_FROM_REPOSITORY
                            .matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .find()) {
                return true;
            }
        }
        return false;
    }

    /** @param path a file or folder below the root, not a link */
    boolean excludes(Path path) {
        String name = path.getFileName().toString();
        if (REPOSITORIES.contains(name)) {
            return !needsRepository;
        }
        if (!Files.isDirectory(path)) {
            return name.endsWith(".pyc") || name.equals(".DS_Store");
        }
        return CACHES.contains(name)
                || Files.exists(path.resolve("pyvenv.cfg"))
                || Files.exists(path.resolve("CACHEDIR.TAG"))
                || isBuildResult(path, name);
    }

    /** Setuptools would put all files of an earlier build into the wheel, also those that were deleted since. */
    private boolean isBuildResult(Path path, String name) {
        Path parent = path.getParent();
        return parent.equals(root.resolve("build")) && name.matches("lib.*|bdist\\..*|temp\\..*")
                || parent.equals(root) && name.equals("target") && !hasModules(path);
    }

    private static boolean hasModules(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(".py"));
    }
}
