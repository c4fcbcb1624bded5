package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * Checks that a stored wheel still has the SHA-256 that names its folder. The sum is worked out again only where size,
 * time of change or identity of the file differ from what was recorded when the sum was last compared: on a system with
 * inodes the time at which the inode changed counts too, which no program can set.
 */
final class StoredWheelCheck {

    private static final String SUFFIX = ".checked";
    private static final String FORM = "1";

    private StoredWheelCheck() {}

    /** @return whether the file is the one that came in; false where a byte of it changed */
    static boolean isUnchanged(Path stored) throws IOException {
        String now = stamp(stored);
        if (now.equals(recorded(stored))) {
            return true;
        }
        if (!stored.getParent().endsWith(Sha256.of(stored).hex())) {
            return false;
        }
        write(stored, now);
        return true;
    }

    /** Records that the file, whose sum was worked out on its way in, is in its place now. */
    static void record(Path stored) throws IOException {
        write(stored, stamp(stored));
    }

    private static String stamp(Path stored) throws IOException {
        if (stored.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> inode = Files.readAttributes(stored, "unix:size,lastModifiedTime,ctime,ino");
            return String.join(
                    " ",
                    FORM,
                    inode.get("size").toString(),
                    inode.get("lastModifiedTime").toString(),
                    inode.get("ctime").toString(),
                    inode.get("ino").toString());
        }
        BasicFileAttributes file = Files.readAttributes(stored, BasicFileAttributes.class);
        return String.join(
                " ",
                FORM,
                Long.toString(file.size()),
                file.lastModifiedTime().toString(),
                file.creationTime().toString());
    }

    private static String recorded(Path stored) {
        try {
            return new String(Files.readAllBytes(place(stored)), StandardCharsets.ISO_8859_1);
        } catch (IOException notThere) {
            return "";
        }
    }

    /** A record that cannot be written, or is cut short, only makes the next build slower. */
    private static void write(Path stored, String stamp) {
        try {
            Files.writeString(place(stored), stamp);
        } catch (IOException onlySlower) {
            return;
        }
    }

    private static Path place(Path stored) {
        return stored.resolveSibling(stored.getFileName() + SUFFIX);
    }
}
