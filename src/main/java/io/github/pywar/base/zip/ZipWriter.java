package io.github.pywar.base.zip;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writer of reproducible zips: the same tree results in the same bytes on every machine. Files are sorted, and have one
 * fixed time and Unix modes. Content that is already deflated is copied; all other content is stored, because the
 * output of a deflater depends on its version.
 */
public final class ZipWriter {

    private static final int BUFFER = 1 << 16;

    private final int dosTime;

    /** @param time of every file; rounded down to two seconds, and moved into the range 1980 to 2107 */
    public ZipWriter(Instant time) {
        this(ZipFileHeader.dosTime(time));
    }

    ZipWriter(int dosTime) {
        this.dosTime = dosTime;
    }

    /**
     * Writes the zip to an open, empty file, without syncing it.
     *
     * @return the length of the zip, in bytes
     * @throws IOException also if a file of the tree changes meanwhile
     */
    public long write(FileTree tree, FileChannel target) throws IOException {
        return write(List.of(), tree, target);
    }

    /**
     * Writes the zip to an open, empty file, without syncing it.
     *
     * @param before content in front of the zip, whose offsets count from the start of the file
     * @return the length of the file, in bytes
     * @throws IOException also if a file of the tree changes meanwhile
     */
    public long write(List<ByteSource> before, FileTree tree, FileChannel target) throws IOException {
        try (FileAppender out = new FileAppender(target)) {
            for (ByteSource content : before) {
                append(content, out);
            }
            // the central directory has the offsets of all files, so it can only be written after them
            ByteArrayOutputStream directory = new ByteArrayOutputStream();
            for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
                ZipFileHeader header = add(one.getKey(), one.getValue(), out);
                directory.writeBytes(header.central(dosTime));
            }
            ZipEndRecords end = new ZipEndRecords(tree.entries().size(), out.position(), directory.size());
            out.append(directory.toByteArray());
            out.append(end.bytes());
            out.flush();
            return out.position();
        }
    }

    private static void append(ByteSource content, FileAppender out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.append(buffer, 0, length);
            }
        }
    }

    /** @return the headers of the file, which was appended */
    ZipFileHeader add(String path, FileTree.Entry file, FileAppender out) throws IOException {
        // CRC and sizes are needed before the header is written: a program that reads the zip as a stream cannot find
        // the
        // end of stored content whose size follows it
        StoredContent stored = new StoredContent(file.content());
        ByteSource.Deflated deflated = file.content().deflated().orElse(null);
        ZipFileHeader.Body body = deflated == null
                ? stored.body()
                : new ZipFileHeader.Body(true, deflated.crc32(), deflated.length(), deflated.size());
        ZipFileHeader header = new ZipFileHeader(path, file.executable(), out.position(), body);
        out.append(header.local(dosTime));
        if (deflated == null) {
            stored.copyTo(out, body);
        } else {
            out.append(deflated);
        }
        return header;
    }
}
