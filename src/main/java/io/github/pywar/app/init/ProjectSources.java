package io.github.pywar.app.init;

import io.github.pywar.base.file.FileScope;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Python modules of a project, without those of tests, tools and virtual environments. */
final class ProjectSources {

    /** More modules than large projects have: it ends the search in a folder that is no project. */
    private static final int MAX_FILES = 20_000;

    private static final int MAX_BYTES = 1 << 20;
    private static final Set<String> OTHER_FOLDERS = Set.of(
            "target",
            "build",
            "dist",
            "node_modules",
            "__pycache__",
            "site-packages",
            "venv",
            "tests",
            "test",
            "docs",
            "doc",
            "examples",
            "migrations");
    private static final Pattern OTHER_FILES =
            Pattern.compile("test_.*|.*_test\\.py|tests\\.py|conftest\\.py|setup\\.py|noxfile\\.py");

    private final Path folder;
    private final int limit;
    private final Map<String, SourceFile> files = new TreeMap<>();
    private final Set<String> others = new TreeSet<>();
    private boolean isComplete = true;

    private ProjectSources(Path folder, int limit) {
        this.folder = folder;
        this.limit = limit;
    }

    static ProjectSources of(Path folder) throws IOException {
        return of(folder, MAX_FILES);
    }

    /** Reads at most so many modules. */
    static ProjectSources of(Path folder, int limit) throws IOException {
        ProjectSources sources = new ProjectSources(folder.toRealPath(), limit);
        sources.walk();
        return sources;
    }

    private void walk() throws IOException {
        FileScope scope = FileScope.NONE.with(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isOut = !directory.equals(folder) && isOther(directory);
                if (isOut) {
                    addTests(name(directory) + "/");
                }
                return isOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = name(file);
                if (!isModule(file, attributes)) {
                    addTests(path);
                    return FileVisitResult.CONTINUE;
                }
                if (files.size() == limit) {
                    isComplete = false;
                    return FileVisitResult.TERMINATE;
                }
                byte[] text = scope.read(file, path, MAX_BYTES);
                files.put(path, SourceFile.of(path, new String(text, StandardCharsets.UTF_8)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void addTests(String path) {
        if (TestFiles.isOne(path)) {
            others.add(path);
        }
    }

    private static boolean isOther(Path directory) {
        String name = directory.getFileName().toString();
        return name.startsWith(".")
                || OTHER_FOLDERS.contains(name)
                || name.endsWith(".egg-info")
                || Files.exists(directory.resolve("pyvenv.cfg"));
    }

    private static boolean isModule(Path file, BasicFileAttributes attributes) {
        String name = file.getFileName().toString();
        return name.endsWith(".py")
                && attributes.isRegularFile()
                && attributes.size() <= MAX_BYTES
                && !OTHER_FILES.matcher(name).matches();
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    int size() {
        return files.size();
    }

    /** Returns whether all modules were read: not in a folder with more modules than a project has. */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns the files and folders of tests below a folder, as paths relative to it; those of folders end with a slash. */
    Set<String> tests(String root) {
        return below(others, root).collect(Collectors.toCollection(TreeSet::new));
    }

    Stream<SourceFile> all() {
        return files.values().stream();
    }

    Stream<SourceFile> named(String name) {
        return all().filter(file -> ("/" + file.path()).endsWith("/" + name));
    }

    Optional<SourceFile> get(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Returns the paths below a folder, relative to it. */
    private static Stream<String> below(Set<String> paths, String root) {
        String prefix = root.isEmpty() ? "" : root + "/";
        return paths.stream().filter(path -> path.startsWith(prefix)).map(path -> path.substring(prefix.length()));
    }

    /** Returns whether {@code import NAME} finds a module or a folder if imports start at the folder. */
    boolean isImportable(String name, String root) {
        Predicate<String> isModule = path -> path.equals(name + ".py") || path.startsWith(name + "/");
        return below(files.keySet(), root).anyMatch(isModule);
    }

    /** Returns the file of a dotted module if imports start at the folder. */
    Optional<SourceFile> module(String module, String root) {
        String path = (root.isEmpty() ? "" : root + "/") + module.replace('.', '/');
        return get(path + ".py").or(() -> get(path + "/__init__.py"));
    }
}
