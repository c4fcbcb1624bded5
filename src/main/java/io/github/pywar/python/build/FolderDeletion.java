package io.github.pywar.python.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * Deletion of a folder with its files. Links are not followed. A program can create folders so deep that the system accepts
 * no path to them: deep folders are moved to the top before they are deleted.
 */
public final class FolderDeletion extends SimpleFileVisitor<Path> {

    /** In characters; systems allow 1024 bytes or more. */
    private static final int LONGEST = 600;

    private static final int MOST_ROUNDS = 10_000;

    private final Path top;
    private final Set<Path> opened = new HashSet<>();
    private int moved;
    private boolean isComplete;

    private FolderDeletion(Path top) {
        this.top = top;
    }

    /** Deletes a folder, if it exists. */
    public static void delete(Path folder) throws IOException {
        FolderDeletion deletion = new FolderDeletion(folder);
        for (int round = 0; round < MOST_ROUNDS && Files.exists(folder, LinkOption.NOFOLLOW_LINKS); round++) {
            deletion.isComplete = true;
            Files.walkFileTree(folder, deletion);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) throws IOException {
        one.toFile().setWritable(true); // some tools write read-only folders
        if (!one.getParent().equals(top) && top.relativize(one).toString().length() > LONGEST) {
            Files.move(one, top.resolve("moved-" + moved));
            moved++;
            isComplete = false;
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path one, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE; // another process deletes the same folder
        }
        if (failure instanceof AccessDeniedException && opened.add(one) && allow(one.toFile())) {
            isComplete = false;
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private static boolean allow(File folder) {
        return folder.setReadable(true) && folder.setExecutable(true) && folder.setWritable(true);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path one, IOException failure) throws IOException {
        if (isComplete) {
            Files.deleteIfExists(one);
        }
        return FileVisitResult.CONTINUE;
    }
}
