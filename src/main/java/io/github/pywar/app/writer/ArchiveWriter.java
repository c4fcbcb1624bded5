package io.github.pywar.app.writer;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Writer of archives. An archive is a reproducible zip, see {@link ZipWriter}: the same tree becomes the same bytes on
 * every machine.
 */
public final class ArchiveWriter {

    /** Above these numbers a zip has zip64 records, which Python before 3.13 does not read when it runs an archive. */
    private static final int MAX_ENTRIES = 65_535;

    private static final long MAX_BYTES = (4L << 30) - 1;

    private final ZipWriter zip;
    private final Progress progress;

    /**
     * @param time of every file in the archive; rounded down to two seconds, and moved into the range 1980 to 2107
     * @param progress receives a warning if the archive is too large to be run as a file
     */
    public ArchiveWriter(Instant time, Progress progress) {
        this.zip = new ZipWriter(time);
        this.progress = progress;
    }

    /** Writes the archive to a temporary file, syncs it, and renames it when it is complete. */
    public void write(FileTree tree, Path target) throws IOException {
        write(List.of(), tree, target);
    }

    /**
     * Writes the archive to a temporary file, syncs it, and renames it when it is complete.
     *
     * @param before content in front of the zip
     */
    public void write(List<ByteSource> before, FileTree tree, Path target) throws IOException {
        AtomicFile.writeChannel(target, channel -> write(before, tree, channel));
    }

    /** Writes the archive to an open, empty file, without syncing it. */
    public void write(FileTree tree, FileChannel target) throws IOException {
        write(List.of(), tree, target);
    }

    private void write(List<ByteSource> before, FileTree tree, FileChannel target) throws IOException {
        long size = zip.write(before, tree, target);
        int entries = tree.entries().size();
        if (entries > MAX_ENTRIES || size > MAX_BYTES) {
            progress.warning(
                    "The archive has " + entries + " files and " + size + " bytes. Python before 3.13 cannot run"
                            + " an archive of more than 65,535 files or 4 GiB: unpack it first");
        }
    }
}
