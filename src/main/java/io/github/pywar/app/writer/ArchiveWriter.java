package io.github.pywar.app.writer;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Writes a tree as a zip. What lies ready deflated is copied as it is; everything else is stored, because no two
 * deflaters give the same bytes. Sorted, with one fixed time, with Unix modes: the same tree gives the same bytes on
 * every machine. Zip64 only beyond 65,535 files or 4 GiB.
 */
public final class ArchiveWriter {

    private static final int MOST_ENTRIES = 0xFFFF;

    private final Instant time;
    private final Progress progress;

    /**
     * @param time of every file in the archive; to two seconds, from 1980 to 2107
     * @param progress is warned where the archive is too large to be run as a file
     */
    public ArchiveWriter(Instant time, Progress progress) {
        this.time = time;
        this.progress = progress;
    }

    /** Writes the archive beside its place, syncs it and renames it when it is whole. */
    public void write(FileTree tree, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            write(tree, file.channel());
            file.commit();
        }
    }

    /** Writes the archive to an open, empty file, without syncing it. */
    public void write(FileTree tree, FileChannel target) throws IOException {
        try (FileAppender out = new FileAppender(target)) {
            ByteArrayOutputStream directory = new ByteArrayOutputStream();
            int dosTime = ZipFileHeader.dosTime(time);
            for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
                ZipFileHeader entry = add(one.getKey(), one.getValue(), dosTime, out);
                directory.writeBytes(entry.central(dosTime));
            }
            ZipTail tail = new ZipTail(tree.entries().size(), out.position(), directory.size());
            out.append(directory.toByteArray(), 0, directory.size());
            out.append(tail.bytes(), 0, tail.bytes().length);
            out.flush();
            warn(tree.entries().size(), out.position());
        }
    }

    private static ZipFileHeader add(String path, FileTree.Entry file, int dosTime, FileAppender out)
            throws IOException {
        StoredContent stored = new StoredContent(file.content());
        ByteSource.Deflated deflated = file.content().deflated().orElse(null);
        ZipFileHeader.Body body = deflated == null
                ? stored.body()
                : new ZipFileHeader.Body(true, deflated.crc32(), deflated.length(), deflated.size());
        ZipFileHeader entry = new ZipFileHeader(path, file.executable(), out.position(), body);
        byte[] header = entry.local(dosTime);
        out.append(header, 0, header.length);
        if (deflated == null) {
            stored.copyTo(out, body);
        } else {
            out.append(deflated);
        }
        return entry;
    }

    private void warn(int entries, long size) {
        if (entries > MOST_ENTRIES || size > ZipFileHeader.MAX) {
            progress.warning("the archive has " + entries + " files and " + size
                    + " bytes; beyond 65,535 files or 4 GiB it cannot be run as a file by Python before 3.13:"
                    + " unpack it first");
        }
    }
}
