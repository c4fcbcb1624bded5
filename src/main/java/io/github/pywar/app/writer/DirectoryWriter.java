package io.github.pywar.app.writer;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a tree as a folder that holds exactly its files. The folder is made beside its place and takes the place of
 * the old one by two renames, so a build that fails leaves the old one.
 */
public final class DirectoryWriter {

    private DirectoryWriter() {}

    /** Writes the tree; several files at a time, in the fork-join pool that the calling thread belongs to. */
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
                delete(part); // else the only copy of the old folder lies there
            }
        }
    }

    /** Where the new folder cannot take the place of the old one, the old one comes back. */
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
        try {
            for (String folder : folders(tree)) {
                Files.createDirectories(root.resolve(folder));
            }
            tree.entries().entrySet().parallelStream()
                    .forEach(file -> write(file.getValue(), root.resolve(file.getKey()), unpacked));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Set<String> folders(FileTree tree) {
        Set<String> folders = new TreeSet<>();
        for (String path : tree.entries().keySet()) {
            folders.add(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        }
        return folders;
    }

    private static void write(FileTree.Entry file, Path place, UnpackedFileCache unpacked) {
        try {
            unpacked.put(file, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
