package io.github.pywar.app.writer;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
 * The members of wheels, inflated once and kept by their sums, for folders to link to. Who writes into a linked file in
 * place writes into what is kept: it then has another time than the one that all of them have, and is made anew.
 */
public final class UnpackedFileCache {

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    /** The first day that every zip and every file system knows. */
    private static final FileTime UNTOUCHED = FileTime.fromMillis(315_532_800_000L);

    private final Path folder;

    /** @param folder where they are kept; made when it is needed */
    public UnpackedFileCache(Path folder) {
        this.folder = folder;
    }

    /** Puts a file at its place, where nothing is yet. */
    void put(FileTree.Entry file, Path place) throws IOException {
        if (file.content().deflated().isEmpty()) {
            write(file, place);
            return;
        }
        String sum = file.content().sha256().hex();
        Path kept = folder.resolve(sum.substring(0, 2)).resolve(sum + (file.executable() ? "-x" : ""));
        if (!isUntouched(file, kept) && !keep(file, kept)) {
            write(file, place);
            return;
        }
        try {
            link(kept, place);
        } catch (NoSuchFileException e) { // another build has just removed it
            write(file, place);
        }
    }

    /** Removes what no folder has linked to for a month; looks once a day, and fails no build. */
    public void forgetUnused(Instant now) {
        UnlinkedFileRemoval.forget(folder, now);
    }

    private static boolean isUntouched(FileTree.Entry file, Path kept) throws IOException {
        try {
            BasicFileAttributes found = attributes(kept);
            boolean isOfItsMode = !(found instanceof PosixFileAttributes posix)
                    || posix.permissions().equals(mode(file));
            return isOfItsMode
                    && found.size() == file.content().size()
                    && found.lastModifiedTime().equals(UNTOUCHED);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path kept) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(kept, PosixFileAttributeView.class);
        return view == null ? Files.readAttributes(kept, BasicFileAttributes.class) : view.readAttributes();
    }

    /** Returns whether the file is in the cache now: on Windows, a changed file that is open cannot be replaced. */
    private static boolean keep(FileTree.Entry file, Path kept) throws IOException {
        SharedFile.write(kept, part -> {
            write(file, part);
            Files.setLastModifiedTime(part, UNTOUCHED);
        });
        return isUntouched(file, kept);
    }

    /** Another file system, or one that has no links, gets a copy. */
    private static void link(Path kept, Path place) throws IOException {
        try {
            Files.createLink(place, kept);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(kept, place, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** With the mode of the tree, whatever the umask is. */
    private static void write(FileTree.Entry file, Path place) throws IOException {
        try (InputStream in = file.content().open()) {
            Files.copy(in, place);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(place, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(mode(file));
        }
    }

    private static Set<PosixFilePermission> mode(FileTree.Entry file) {
        return file.executable() ? EXECUTABLE : PLAIN;
    }
}
