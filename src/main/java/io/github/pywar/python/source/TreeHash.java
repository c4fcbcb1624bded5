package io.github.pywar.python.source;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hash of the files of a folder. Each has one line: kind, executable bit, path, and the hash or the target of a link. */
final class TreeHash {

    private TreeHash() {}

    static Sha256 of(Path root) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Path> file : files(root).entrySet()) {
            lines.append(line(file.getKey(), file.getValue())).append('\n');
        }
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Path> files(Path root) throws IOException {
        SourceExclusions exclusions = new SourceExclusions(root, true);
        Map<String, Path> files = new TreeMap<>();
        add(root, root, exclusions, files);
        return files;
    }

    private static void add(Path root, Path folder, SourceExclusions exclusions, Map<String, Path> files)
            throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                String path = root.relativize(child).toString().replace('\\', '/');
                boolean isFolder = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                if (!isCounted(path) || !Files.isSymbolicLink(child) && exclusions.excludes(child)) {
                    continue;
                }
                if (isFolder) {
                    add(root, child, exclusions, files);
                } else {
                    files.put(path, child);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The objects of a repository differ between two equal copies; its references do not. */
    private static boolean isCounted(String path) {
        return !path.startsWith(".git/") || path.matches("\\.git/(HEAD|packed-refs|refs(/.*)?)");
    }

    private static String line(String path, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link - " + path + "\0"
                    + Files.readSymbolicLink(file).toString().replace('\\', '/');
        }
        if (!Files.isRegularFile(file)) {
            return "other - " + path;
        }
        return "file " + (Files.isExecutable(file) ? "x " : "- ") + path + "\0" + Sha256.of(file);
    }
}
