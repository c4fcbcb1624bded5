package io.github.pywar.app.fingerprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * State of a file without its content.
 *
 * @param size in bytes; {@link #MISSING} if there is no readable file
 * @param mode type and permissions, where the file system has them
 * @param modified time of the content in nanoseconds since 1970
 * @param changed time of the last change of content, name or permissions; a program cannot set it back. 0 where the file
 *     system has none
 */
record FileState(long size, int mode, long modified, long changed) {

    static final long MISSING = -1;

    private static final FileState NONE = new FileState(MISSING, 0, 0, 0);
    private static final String UNIX = "unix";
    private static final String ATTRIBUTES = "unix:size,mode,lastModifiedTime,ctime";

    /** Returns the state of a file, or of the file that a link leads to. */
    static FileState of(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains(UNIX) ? ofUnix(file) : ofAny(file);
        } catch (IOException missing) {
            return NONE;
        }
    }

    private static FileState ofUnix(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, ATTRIBUTES);
        return new FileState(
                (Long) attributes.get("size"),
                (Integer) attributes.get("mode"),
                nanoseconds((FileTime) attributes.get("lastModifiedTime")),
                nanoseconds((FileTime) attributes.get("ctime")));
    }

    private static FileState ofAny(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.size(), 0, nanoseconds(attributes.lastModifiedTime()), 0);
    }

    private static long nanoseconds(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Compares without {@code equals}, whose code a record generates at its first call. */
    boolean isSame(FileState other) {
        return mayHaveContentOf(other) && modified == other.modified && changed == other.changed;
    }

    boolean isMissing() {
        return size == MISSING;
    }

    /** Returns whether the content may be that of another state: only the times may differ. */
    boolean mayHaveContentOf(FileState other) {
        return size == other.size && mode == other.mode;
    }

    /** Returns whether the file may be written again without a change of its times, whose clock has steps. */
    boolean isRecent(long now) {
        return Math.max(modified, changed) > now - TimeUnit.SECONDS.toNanos(2);
    }
}
