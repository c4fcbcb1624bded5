package io.github.pywar.python.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Builder of tar archives, also of invalid ones. */
final class TestArchive {

    private record Part(TarArchiveEntry entry, byte[] content) {}

    private final List<Part> parts = new ArrayList<>();
    private int longNames = TarArchiveOutputStream.LONGFILE_POSIX;

    /** Returns an archive with one project. */
    static TestArchive demo() {
        return new TestArchive()
                .file("demo-1.0/pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1.0\"\n")
                .file("demo-1.0/demo.py", "one = 1\n");
    }

    TestArchive file(String path, String content) {
        return file(path, content, 0644);
    }

    TestArchive file(String path, String content, int mode) {
        return file(path, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    TestArchive file(String path, byte[] content, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        entry.setMode(mode);
        return add(entry, content);
    }

    TestArchive folder(String path) {
        return add(new TarArchiveEntry(path, TarConstants.LF_DIR, true), new byte[0]);
    }

    TestArchive symbolicLink(String path, String target) {
        return special(TarConstants.LF_SYMLINK, path, target);
    }

    TestArchive hardLink(String path, String target) {
        return special(TarConstants.LF_LINK, path, target);
    }

    TestArchive special(byte type, String path, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    /** Adds the long name of the next file, as GNU tar writes it. */
    TestArchive gnuName(byte[] name) {
        TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, true);
        entry.setSize(name.length);
        return add(entry, name);
    }

    TestArchive withGnuNames() {
        longNames = TarArchiveOutputStream.LONGFILE_GNU;
        return this;
    }

    private TestArchive add(TarArchiveEntry entry, byte[] content) {
        parts.add(new Part(entry, content));
        return this;
    }

    byte[] tar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            out.setLongFileMode(longNames);
            out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            out.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
            for (Part part : parts) {
                out.putArchiveEntry(part.entry());
                out.write(part.content());
                out.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] gzip() {
        return compressed(GZIPOutputStream::new);
    }

    byte[] bzip2() {
        return compressed(BZip2CompressorOutputStream::new);
    }

    private interface Compressor {
        OutputStream of(OutputStream out) throws IOException;
    }

    private byte[] compressed(Compressor compressor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor.of(bytes)) {
            out.write(tar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
