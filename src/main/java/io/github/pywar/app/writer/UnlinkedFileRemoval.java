package io.github.pywar.app.writer;

import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Removal of files in {@link UnpackedFileCache} that no folder links to. */
final class UnlinkedFileRemoval {

    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofDays(1);
    /** Empty file; its time is that of the last removal. */
    private static final String MARK = ".looked";

    private UnlinkedFileRemoval() {}

    /**
     * Removes unused files once a day. It never fails: without permission to delete, or if another build deletes at the same
     * time, the files remain.
     *
     * @param folder of cached files, which are in folders with names of two digits; need not exist
     */
    static void run(Path folder, Instant now) {
        Path mark = folder.resolve(MARK);
        try {
            if (!Files.isDirectory(folder) || ranSince(mark, now.minus(PAUSE))) {
                return;
            }
            for (Path file : cached(folder)) {
                if (isUnused(file, now.minus(UNUSED))) {
                    Files.deleteIfExists(file);
                }
            }
            SharedFile.write(mark, part -> {
                Files.createFile(part);
                Files.setLastModifiedTime(part, FileTime.from(now));
            });
        } catch (IOException | UncheckedIOException e) {
            // an oversized cache must not fail a build
            return;
        }
    }

    private static boolean ranSince(Path mark, Instant then) throws IOException {
        return Files.exists(mark) && Files.getLastModifiedTime(mark).toInstant().isAfter(then);
    }

    private static List<Path> cached(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> path.getNameCount() == folder.getNameCount() + 2)
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Adding or removing a link changes the ctime. On a system without ctime, only the age of the file is compared. */
    private static boolean isUnused(Path file, Instant since) throws IOException {
        boolean hasCtime = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        String attributes = hasCtime ? "unix:nlink,ctime" : "creationTime";
        Map<String, Object> found = Files.readAttributes(file, attributes, LinkOption.NOFOLLOW_LINKS);
        FileTime last = (FileTime) found.get(hasCtime ? "ctime" : "creationTime");
        return last.toInstant().isBefore(since)
                && found.getOrDefault("nlink", 1).equals(1);
    }
}
