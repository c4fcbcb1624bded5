package io.github.pywar.base.zip;

import io.github.pywar.base.file.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copy of a {@link WrittenZip} in progress. Members are collected until one follows that is not next to them; then all of them
 * are copied in one piece.
 */
final class ZipCopy {

    private final Path file;
    private final ByteBuffer directory;
    private final FileAppender out;
    private final ZipWriter writer;
    private final int dosTime;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final List<Long> headers = new ArrayList<>();
    private long from;
    private long to;
    private int count;

    /**
     * @param file the copied zip
     * @param directory of that zip
     * @param dosTime of every file
     */
    ZipCopy(Path file, ByteBuffer directory, FileAppender out, int dosTime) {
        this.file = file;
        this.directory = directory;
        this.out = out;
        this.dosTime = dosTime;
        this.writer = new ZipWriter(dosTime);
    }

    void keep(WrittenZip.Member member) throws IOException {
        if (member.start() != to) {
            flush();
            from = member.start();
        }
        long position = out.position() + member.start() - from;
        to = member.end();
        int length = member.entryEnd() - member.entry();
        byte[] entry = new byte[length];
        directory.get(member.entry(), entry);
        ByteBuffer fields = ZipFormat.littleEndian(entry).putInt(42, (int) position);
        if (fields.getInt(12) != dosTime) {
            fields.putInt(12, dosTime);
            headers.add(position);
        }
        entries.writeBytes(entry);
        count++;
    }

    /** Keeps members that follow each other and whose bytes another thread copies. */
    void keepCopied(List<WrittenZip.Member> members) throws IOException {
        flush();
        for (WrittenZip.Member member : members) {
            keep(member);
        }
        out.skip(to - from);
        from = to;
    }

    void add(Map.Entry<String, FileTree.Entry> file) throws IOException {
        flush();
        entries.writeBytes(writer.add(file.getKey(), file.getValue(), out).central(dosTime));
        count++;
    }

    private void flush() throws IOException {
        out.append(file, from, to - from);
        from = to;
    }

    Optional<Integer> finish(FileChannel target) throws IOException {
        flush();
        ZipEndRecords end = new ZipEndRecords(count, out.position(), entries.size());
        if (end.isWide()) {
            return Optional.empty();
        }
        out.append(entries.toByteArray());
        out.append(end.bytes());
        out.flush();
        ByteBuffer time = ZipFormat.littleEndian(Integer.BYTES).putInt(0, dosTime);
        for (long header : headers) {
            target.write(time.rewind(), header + 10);
        }
        return Optional.of(count);
    }
}
