package io.github.pywar.app.testrun;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Test modules in the sources of an application, as Django's {@code startapp} makes them: {@code tests.py} and
 * {@code test_*.py} in which a function is named {@code test…}.
 *
 * @param sources folders of the application
 * @param known folders whose tests are already known
 */
record SourceTests(List<Path> sources, List<Path> known) {

    private static final Pattern NAME = Pattern.compile("tests\\.py|test_.*\\.py|.*_test\\.py");
    private static final Pattern TEST = Pattern.compile("(?m)^[ \\t]*(?:async[ \\t]+)?def[ \\t]+test");
    private static final Set<String> SKIPPED =
            Set.of("node_modules", "site-packages", "__pycache__", "target", "build", "dist");
    private static final int LARGEST = 1 << 20;
    private static final int MOST_FILES = 100_000;

    /** Returns the modules in the order of their paths. */
    List<Path> find() throws IOException {
        Visitor visitor = new Visitor();
        for (Path folder : sources) {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder.toAbsolutePath().normalize(), visitor);
            }
        }
        return List.copyOf(visitor.found);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Set<Path> found = new TreeSet<>();
        private int seen;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean isRoot = sources.contains(folder);
            boolean isSkipped = known.contains(folder)
                    || !isRoot
                            && (name.startsWith(".")
                                    || SKIPPED.contains(name)
                                    || Files.exists(folder.resolve("pyvenv.cfg"), LinkOption.NOFOLLOW_LINKS));
            return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (NAME.matcher(file.getFileName().toString()).matches()
                    && attributes.isRegularFile()
                    && attributes.size() < LARGEST
                    && hasTest(file)) {
                found.add(file);
            }
            return ++seen < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean hasTest(Path file) throws IOException {
        return TEST.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .find();
    }
}
