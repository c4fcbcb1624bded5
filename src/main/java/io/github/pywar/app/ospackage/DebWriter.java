package io.github.pywar.app.ospackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writer of {@code .deb} files (deb(5)): an {@code ar} archive of two compressed tar files. */
public final class DebWriter implements PackageWriter {

    @Override
    public void write(OsPackage content, Path target) throws IOException {
        Path data = target.resolveSibling(target.getFileName() + ".data");
        try {
            Map<String, String> sums = new LinkedHashMap<>();
            long size = writeData(content, data, sums);
            byte[] control = control(content, size, sums);
            try (OutputStream out = Files.newOutputStream(target);
                    ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
                add(ar, content, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
                add(ar, content, "control.tar.gz", control);
                ar.putArchiveEntry(entry(content, "data.tar.gz", Files.size(data)));
                Files.copy(data, ar);
                ar.closeArchiveEntry();
            }
        } finally {
            Files.deleteIfExists(data);
        }
    }

    private static void add(ArArchiveOutputStream ar, OsPackage content, String name, byte[] bytes) throws IOException {
        ar.putArchiveEntry(entry(content, name, bytes.length));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }

    private static ArArchiveEntry entry(OsPackage content, String name, long size) {
        return new ArArchiveEntry(name, size, 0, 0, 0100644, content.time().getEpochSecond());
    }

    /** Writes the files of the package, and returns their size in bytes. */
    private static long writeData(OsPackage content, Path data, Map<String, String> sums) throws IOException {
        long size = 0;
        try (TarArchiveOutputStream tar = tar(Files.newOutputStream(data))) {
            Set<String> folders = new LinkedHashSet<>(List.of("./"));
            for (PackageFile file : content.files()) {
                for (int end = file.path().indexOf('/', 1);
                        end > 0;
                        end = file.path().indexOf('/', end + 1)) {
                    folders.add("." + file.path().substring(0, end + 1));
                }
            }
            for (String folder : folders) {
                tar.putArchiveEntry(entry(content, folder, 0755, 0));
                tar.closeArchiveEntry();
            }
            for (PackageFile file : content.files()) {
                size += add(tar, content, file, sums);
            }
        }
        return size;
    }

    private static long add(TarArchiveOutputStream tar, OsPackage content, PackageFile file, Map<String, String> sums)
            throws IOException {
        String name = "." + file.path();
        if (file.link().isPresent()) {
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(file.link().get());
            link.setMode(0120777);
            link.setNames("root", "root");
            link.setModTime(content.time().toEpochMilli());
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            return 0;
        }
        if (file.content().isEmpty()) {
            return 0;
        }
        long size = file.content().get().size();
        tar.putArchiveEntry(entry(content, name, file.mode(), size));
        MessageDigest md5 = md5();
        try (InputStream in = new DigestInputStream(file.content().get().open(), md5)) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
        sums.put(file.path().substring(1), HexFormat.of().formatHex(md5.digest()));
        return size;
    }

    private static byte[] control(OsPackage content, long size, Map<String, String> sums) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("control", DebControl.text(content, size));
        files.put("conffiles", DebControl.configurationFiles(content));
        List<String> lines = new ArrayList<>();
        sums.forEach((path, sum) -> lines.add(sum + "  " + path + "\n"));
        Collections.sort(lines);
        files.put("md5sums", String.join("", lines));
        files.put("preinst", content.scripts().beforeInstall());
        files.put("postinst", content.scripts().afterInstall());
        files.put("prerm", content.scripts().beforeRemove());
        files.put("postrm", content.scripts().afterRemove());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = tar(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                int mode = file.getKey().matches("p(re|ost)(inst|rm)") ? 0755 : 0644;
                tar.putArchiveEntry(entry(content, "./" + file.getKey(), mode, text.length));
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(OsPackage content, String name, int mode, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(size);
        entry.setModTime(content.time().toEpochMilli());
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        return entry;
    }

    private static TarArchiveOutputStream tar(OutputStream out) throws IOException {
        GzipParameters gzip = new GzipParameters();
        gzip.setOperatingSystem(255); // unknown: the same bytes on each machine
        TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(out, gzip), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        return tar;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5"); // the format has no other
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
