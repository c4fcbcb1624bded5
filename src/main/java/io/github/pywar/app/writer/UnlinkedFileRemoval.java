package io.github.pywar.app.writer;

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

/** Forgets what {@link UnpackedFileCache} keeps and no folder links to any more. */
final class UnlinkedFileRemoval {

    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofDays(1);
    /** Its time is that of the last look. */
    private static final String MARK = ".looked";

    private UnlinkedFileRemoval() {}

    /**
     * Looks once a day, and never fails: who may not delete here, or meets another build that does, leaves it.
     *
     * @param folder where files are kept, in folders of two digits; need not exist
     */
    static void forget(Path folder, Instant now) {
        Path mark = folder.resolve(MARK);
        try {
            if (!Files.isDirectory(folder) || lookedSince(mark, now.minus(PAUSE))) {
                return;
            }
            for (Path file : kept(folder)) {
                if (isUnused(file, now.minus(UNUSED))) {
                    Files.deleteIfExists(file);
                }
            }
            Files.write(mark, new byte[0]);
            Files.setLastModifiedTime(mark, FileTime.from(now));
        } catch (IOException | UncheckedIOException e) {
            // a cache that is too large is no reason to fail a build
            return;
        }
    }

    private static boolean lookedSince(Path mark, Instant then) throws IOException {
        return Files.exists(mark) && Files.getLastModifiedTime(mark).toInstant().isAfter(then);
    }

    private static List<Path> kept(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> path.getNameCount() == folder.getNameCount() + 2)
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** A link that is made or removed changes the time of the status; where that is not told, the age alone counts. */
    private static boolean isUnused(Path file, Instant since) throws IOException {
        boolean isTold = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        String wanted = isTold ? "unix:nlink,ctime" : "creationTime";
        Map<String, Object> found = Files.readAttributes(file, wanted, LinkOption.NOFOLLOW_LINKS);
        FileTime last = (FileTime) found.get(isTold ? "ctime" : "creationTime");
        return last.toInstant().isBefore(since)
                && found.getOrDefault("nlink", 1).equals(1);
    }
}
