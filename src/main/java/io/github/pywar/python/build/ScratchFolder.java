package io.github.pywar.python.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folder for the files of one build, deleted when it is closed. A file lock beside it shows that its process is alive: the
 * system releases the lock even if the process is killed. The folders of dead processes are deleted here.
 *
 * @param path the folder
 * @param lock the channel that has the file lock
 * @param lockFile the file beside the folder
 */
record ScratchFolder(Path path, FileChannel lock, Path lockFile) implements AutoCloseable {

    private static final String LOCK = ".lock";

    /** Programs have limits for paths, for example 127 bytes in the first line of a script: names are short. */
    private static final String PREFIX = "b";

    /**
     * Creates a folder, and deletes those of dead processes.
     *
     * @param root the folder of all of them; it need not exist
     */
    static ScratchFolder in(Path root) throws IOException {
        Files.createDirectories(root);
        deleteAbandoned(root.toRealPath());
        // The process id keeps this process from opening its own lock files: closing one would release the lock.
        String mine = PREFIX + ProcessHandle.current().pid() + "-";
        Path lockFile = Files.createTempFile(root.toRealPath(), mine, LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        channel.lock();
        String name = lockFile.getFileName().toString();
        Path folder = lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
        return new ScratchFolder(Files.createDirectory(folder), channel, lockFile);
    }

    /** Creates a subfolder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    private static void deleteAbandoned(Path root) throws IOException {
        String mine = PREFIX + ProcessHandle.current().pid() + "-";
        List<Path> others;
        try (Stream<Path> all = Files.list(root)) {
            others = all.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .filter(folder -> !folder.getFileName().toString().startsWith(mine))
                    .toList();
        }
        for (Path folder : others) {
            deleteIfAbandoned(folder, folder.resolveSibling(folder.getFileName() + LOCK));
        }
    }

    private static void deleteIfAbandoned(Path folder, Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder);
                Files.deleteIfExists(lockFile);
            }
        } catch (OverlappingFileLockException inUse) {
            return; // by another copy of this class
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
        Files.deleteIfExists(lockFile);
        lock.close();
    }

    /** Deletes a folder with its files. Links are not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) {
                one.toFile().setWritable(true); // some tools write read-only folders
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another process deletes the same folder
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, IOException failure) throws IOException {
                Files.deleteIfExists(one);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
