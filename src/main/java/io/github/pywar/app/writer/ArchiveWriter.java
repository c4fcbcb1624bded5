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
 * Writes a tree as a zip. The same tree becomes the same bytes on every machine:
 *
 * <ul>
 *   <li>The entries are sorted by path, and all have one fixed time.
 *   <li>The modes are 0755 and 0644, whatever the build machine has.
 *   <li>Content that is already deflated, in a wheel, is copied as it is. Other content is stored: two deflaters (zlib
 *       versions, JDKs) deflate the same content to different bytes.
 *   <li>Zip64 fields are written only where a number does not fit, beyond 65,535 files or 4 GiB.
 * </ul>
 */
public final class ArchiveWriter {

    private static final int MAX_ENTRIES = 0xFFFF;

    private final Instant time;
    private final Progress progress;

    /**
     * @param time of every file in the archive; to two seconds, from 1980 to 2107
     * @param progress receives a warning if the archive is too large to be run as a file
     */
    public ArchiveWriter(Instant time, Progress progress) {
        this.time = time;
        this.progress = progress;
    }

    /** Writes the archive to a temporary file, syncs it, and renames it when it is complete. */
    public void write(FileTree tree, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            write(tree, file.channel());
            file.commit();
        }
    }

    /** Writes the archive to an open, empty file, without syncing it. */
    public void write(FileTree tree, FileChannel target) throws IOException {
        try (FileAppender out = new FileAppender(target)) {
            // the central directory is written after all entries, because it has their offsets
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
        // CRC and sizes must be known before the header is written: a program that reads the zip as a stream cannot
        // find
        // the end of a stored entry whose size follows it
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
        if (entries > MAX_ENTRIES || size > ZipFileHeader.MAX) {
            // zipimport reads zip64 since Python 3.13
            progress.warning(
                    "The archive has " + entries + " files and " + size + " bytes. Python before 3.13 cannot run"
                            + " an archive of more than 65,535 files or 4 GiB: unpack it first");
        }
    }
}
