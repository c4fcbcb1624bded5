package io.github.pywar.app.writer;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * Cache of inflated files of wheels, by their hashes; written folders contain hard links to them. A program that changes a
 * linked file in place also changes the cached file. Such a file no longer has the fixed time of all cached files, and is
 * replaced.
 */
public final class UnpackedFileCache {

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    /** 1980-01-01, the first day that every zip and every file system can represent. */
    public static final FileTime FIXED_TIME = FileTime.fromMillis(315_532_800_000L);

    private final Path folder;

    /** @param folder of the cached files; created when it is needed */
    public UnpackedFileCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates a file, which must not exist. A file of a wheel is a link to the cached file.
     *
     * @param target in an existing folder
     */
    public void put(FileTree.Entry file, Path target) throws IOException {
        if (file.content().deflated().isEmpty()) {
            write(file, target);
            return;
        }
        String hash = file.content().sha256().hex();
        Path cached = folder.resolve(hash.substring(0, 2)).resolve(hash + (file.executable() ? "-x" : ""));
        if (!isUnchanged(file, cached) && !store(file, cached)) {
            write(file, target);
            return;
        }
        try {
            link(cached, target);
        } catch (NoSuchFileException e) { // another build has just removed it
            write(file, target);
        }
    }

    /** Removes files that no folder has linked to for a month. It runs once a day, and never fails. */
    public void forgetUnused(Instant now) {
        UnlinkedFileRemoval.run(folder, now);
    }

    private static boolean isUnchanged(FileTree.Entry file, Path cached) throws IOException {
        try {
            BasicFileAttributes found = attributes(cached);
            boolean isOfItsMode = !(found instanceof PosixFileAttributes posix)
                    || posix.permissions().equals(mode(file));
            return isOfItsMode
                    && found.isRegularFile()
                    && found.size() == file.content().size()
                    && found.lastModifiedTime().equals(FIXED_TIME);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A symbolic link is not followed: it may lead to another file, and a folder would get the link. */
    private static BasicFileAttributes attributes(Path cached) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(cached, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view == null
                ? Files.readAttributes(cached, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : view.readAttributes();
    }

    /**
     * Returns whether the cache has the file now. On Windows, a changed file that is open cannot be replaced. Does not sync:
     * thousands of files would wait for the disk. After a power failure a file is shorter, and is replaced.
     */
    private static boolean store(FileTree.Entry file, Path cached) throws IOException {
        SharedFile.write(cached, part -> {
            write(file, part);
            Files.setLastModifiedTime(part, FIXED_TIME);
        });
        return isUnchanged(file, cached);
    }

    /** Creates a copy if the target is on another file system, or on one without links. */
    private static void link(Path cached, Path target) throws IOException {
        try {
            Files.createLink(target, cached);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(cached, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Sets the mode explicitly, because the umask would change it. */
    private static void write(FileTree.Entry file, Path target) throws IOException {
        try (InputStream in = file.content().open()) {
            Files.copy(in, target);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(mode(file));
        }
    }

    private static Set<PosixFilePermission> mode(FileTree.Entry file) {
        return file.executable() ? EXECUTABLE : PLAIN;
    }
}
