package io.github.pywar.app.writer;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a tree as a folder that contains exactly its files. A new folder is written beside the old one and replaces it by
 * two renames, so the old folder remains if the build fails.
 */
public final class DirectoryWriter {

    private DirectoryWriter() {}

    /** Writes the tree. The files are written in parallel, in the fork-join pool of the calling thread. */
    public static void write(FileTree tree, Path target, UnpackedFileCache unpacked) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path part = Files.createTempDirectory(parent, ".exploded-");
        Path old = part.resolve("old");
        try {
            Path fresh = Files.createDirectory(part.resolve("new"));
            fill(tree, fresh, unpacked);
            replace(target, fresh, old);
        } finally {
            if (Files.exists(target) || Files.notExists(old)) {
                delete(part); // else it contains the only copy of the old folder
            }
        }
    }

    /** Replaces the old folder. If the new one cannot be renamed, the old one is restored. */
    static void replace(Path target, Path fresh, Path old) throws IOException {
        boolean hasOld = Files.exists(target);
        if (hasOld) {
            Files.move(target, old);
        }
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            if (hasOld && Files.notExists(target)) {
                Files.move(old, target);
            }
            throw e;
        }
    }

    private static void fill(FileTree tree, Path root, UnpackedFileCache unpacked) throws IOException {
        for (String folder : folders(tree)) {
            Files.createDirectories(root.resolve(folder));
        }
        new ParallelFiles(root).write(tree.entries(), unpacked::put);
    }

    private static Set<String> folders(FileTree tree) {
        Set<String> folders = new TreeSet<>();
        for (String path : tree.entries().keySet()) {
            folders.add(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        }
        return folders;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, IOException failure) throws IOException {
                Files.delete(one);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
