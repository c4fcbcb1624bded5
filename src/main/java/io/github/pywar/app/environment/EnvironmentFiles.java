package io.github.pywar.app.environment;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Checksum over the names, sizes and times of all files in an environment. The files are not read: each file that pywar
 * installs has the same time, so an edit is visible without its content.
 */
final class EnvironmentFiles {

    /** Python writes bytecode beside the modules that it imports. */
    private static final String BYTECODE = "__pycache__";

    /** An environment with more files is never known as unchanged. */
    private static final int MAX_FILES = 500_000;

    private EnvironmentFiles() {}

    /**
     * Computes the checksum.
     *
     * @param folder of the environment
     * @param ignored names of files in the folder itself
     */
    static String sum(Path folder, Set<String> ignored) throws IOException {
        List<String> lines = new ArrayList<>();
        int start = folder.toString().length();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return path.endsWith(BYTECODE) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = file.toString().substring(start + 1);
                if (!ignored.contains(path)) {
                    lines.add(path
                            + '\0'
                            + attributes.size()
                            + '\0'
                            + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
                }
                if (lines.size() > MAX_FILES) {
                    throw new IOException("`" + folder + "` has more than " + MAX_FILES + " files");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(lines);
        return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
