package io.github.pywar.app.fingerprint;

import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that a build may read. More files than it reads are included: a change of one of them only causes a build that
 * was not necessary.
 *
 * @param locations files, which need not exist, and folders with all files in them
 * @param skipped folders in other folders that are not entered
 * @param complete folders of which the build reads all files, also those of version control, caches and tools
 * @param scope folders that links to folders may lead to; the build refuses other links
 */
public record InputFiles(Set<Path> locations, Set<Path> skipped, Set<Path> complete, FileScope scope) {

    /** Folders of version control, caches and tools, of which a build reads nothing by default. */
    private static final Set<String> SKIPPED = Set.of(
            ".git",
            ".hg",
            ".svn",
            ".idea",
            ".vscode",
            ".settings",
            ".tox",
            ".nox",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
            "__pycache__",
            "node_modules");

    public InputFiles {
        locations = Set.copyOf(locations);
        skipped = Set.copyOf(skipped);
        complete = Set.copyOf(complete);
    }

    /** Returns the state of each file. */
    SortedMap<Path, FileState> scan() throws IOException {
        return scan(locations);
    }

    /** Returns the state of each file of other locations. */
    SortedMap<Path, FileState> scan(Collection<Path> others) throws IOException {
        Scan scan = new Scan();
        for (Path location : new TreeSet<>(others)) { // the order decides by which path a linked file is known
            if (Files.isDirectory(location)) {
                scan.walk(location);
            } else {
                scan.found.put(location, FileState.of(location));
            }
        }
        return scan.found;
    }

    private final class Scan extends SimpleFileVisitor<Path> {

        private final SortedMap<Path, FileState> found = new TreeMap<>();
        private final Set<Path> walked = new HashSet<>();
        private final Set<Path> starts = new HashSet<>();

        void walk(Path folder) throws IOException {
            Path real = folder.toRealPath();
            if (walked.add(real)) {
                Path start = Files.isSymbolicLink(folder) ? real : folder; // a walk does not enter a link
                starts.add(start);
                Files.walkFileTree(start, this);
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isOut = !starts.contains(folder)
                    && (skipped.contains(folder)
                            || isNoise(folder) && complete.stream().noneMatch(folder::startsWith));
            return isOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        private boolean isNoise(Path folder) {
            return SKIPPED.contains(folder.getFileName().toString()) || Files.exists(folder.resolve("pyvenv.cfg"));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                if (scope.has(file)) {
                    walk(file.toRealPath());
                }
            } else {
                found.put(file, FileState.of(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            found.put(file, FileState.of(file));
            return FileVisitResult.CONTINUE;
        }
    }
}
