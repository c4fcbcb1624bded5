package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives with any content, such as an interpreter, unpacked within the limits for archives of source code. */
public final class UnpackedFolder {

    private UnpackedFolder() {}

    /**
     * Unpacks a {@code zip} or a compressed tar file. Links stay inside the folder.
     *
     * @param folder an empty folder
     * @throws UserException if the archive is damaged or not allowed
     */
    public static void unpack(Path file, Path folder) throws IOException {
        new ArchiveUnpacker(UnpackLimits.DEFAULT).unpackAll(file, folder);
    }

    /** Returns whether a file is a tar file that is compressed by gzip. */
    public static boolean isTarGz(Path file) throws IOException {
        return Files.size(file) > 0 && ArchiveFormat.of(file) == ArchiveFormat.TAR_GZ;
    }
}
