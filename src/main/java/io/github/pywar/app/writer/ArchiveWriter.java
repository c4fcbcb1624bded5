package io.github.pywar.app.writer;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;

/** Writer of archives: a reproducible zip, and a warning if Python cannot run it as a file. */
public final class ArchiveWriter {

    /** Above these numbers a zip has zip64 records, which Python before 3.13 does not find. */
    private static final int MOST_ENTRIES = 65_535;

    private static final long LARGEST = (4L << 30) - 1;

    private final ZipWriter zip;
    private final Progress progress;

    /**
     * @param time of every file in the archive; rounded down to two seconds, and moved into the range 1980 to 2107
     * @param progress for the warning
     */
    public ArchiveWriter(Instant time, Progress progress) {
        this.zip = new ZipWriter(time);
        this.progress = progress;
    }

    /** Writes the archive beside its target, syncs it, and renames it when it is complete. */
    public void write(FileTree tree, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            write(tree, file.channel());
            file.commit();
        }
    }

    /** Writes the archive to an open, empty file, without syncing it. */
    public void write(FileTree tree, FileChannel target) throws IOException {
        long size = zip.write(tree, target);
        int entries = tree.entries().size();
        if (entries > MOST_ENTRIES || size > LARGEST) {
            progress.warning("the archive has " + entries + " files and " + size
                    + " bytes; beyond 65,535 files or 4 GiB it cannot be run as a file by Python before 3.13:"
                    + " unpack it first");
        }
    }
}
