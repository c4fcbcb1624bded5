package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Check that a stored wheel still has the SHA-256 that is the name of its folder. The hash is computed again only if size,
 * modification time or identity of the file differ from those of the last check ({@link FileStamp}).
 */
final class StoredWheelCheck {

    private static final String SUFFIX = ".checked";

    private StoredWheelCheck() {}

    /** @return whether the file is unchanged since its download */
    static boolean isUnchanged(Path stored) throws IOException {
        String now = FileStamp.of(stored);
        if (now.equals(recorded(stored))) {
            return true;
        }
        if (!stored.getParent().endsWith(Sha256.of(stored).hex())) {
            return false;
        }
        write(stored, now);
        return true;
    }

    /** Records the state of a file whose hash was computed during its download. */
    static void record(Path stored) throws IOException {
        write(stored, FileStamp.of(stored));
    }

    private static String recorded(Path stored) {
        try {
            return new String(Files.readAllBytes(recordOf(stored)), StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            return "";
        }
    }

    /** Writes the record. A missing or incomplete record only makes the next build slower. */
    private static void write(Path stored, String stamp) {
        try {
            SharedFile.write(recordOf(stored), stamp.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException onlySlower) {
            return;
        }
    }

    private static Path recordOf(Path stored) {
        return stored.resolveSibling(stored.getFileName() + SUFFIX);
    }
}
