package io.github.pywar.python.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static void deleteIfAbandoned(Path folder, Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                FolderDeletion.delete(folder);
                Files.deleteIfExists(lockFile);
            }
        } catch (OverlappingFileLockException | IOException inUse) {
            return; // by another copy of this class, or it has files of another user
        }
    }

    @Override
    public void close() {
        try (lock) {
            FolderDeletion.delete(path);
            Files.deleteIfExists(lockFile);
        } catch (IOException remains) {
            return; // a later build deletes it
        }
    }
}
