package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Format of an archive, by its first bytes: archives of repositories often have no extension in their URL. */
enum ArchiveFormat {
    ZIP,
    TAR,
    TAR_GZ,
    TAR_BZ2;

    private static final int BUFFER = 1 << 16;
    private static final int HEADER = 512;
    private static final int TAR_MAGIC = 257;

    /** @throws UserException if the file has none of these formats */
    static ArchiveFormat of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEADER);
        }
        if (has(head, 0, "PK")) {
            return ZIP;
        }
        if (has(head, 0, "\u001f\u008b")) {
            return TAR_GZ;
        }
        if (has(head, 0, "BZh")) {
            return TAR_BZ2;
        }
        if (has(head, TAR_MAGIC, "ustar") || isOldTar(file, head)) {
            return TAR;
        }
        throw unsupported(file, head);
    }

    private static boolean isOldTar(Path file, byte[] head) {
        return head.length == HEADER && file.toString().endsWith(".tar");
    }

    private static UserException unsupported(Path file, byte[] head) {
        String name = file.getFileName().toString();
        if (has(head, 0, "\u00fd7zXZ") || name.endsWith(".xz") || name.endsWith(".lzma")) {
            return UserException.of("Cannot unpack `" + name + "`: archives in the format .tar.xz are not supported")
                    .hint("use an archive in the format .tar.gz, .tar.bz2 or .zip");
        }
        boolean isPage = has(head, 0, "<") || has(head, 0, "{");
        return UserException.of("Cannot unpack `" + name + "`: it is "
                        + (isPage ? "a page, not an archive" : "not an archive of a known format"))
                .hint("a source distribution is a .tar.gz or .zip file: check the URL");
    }

    private static boolean has(byte[] head, int at, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (at + i >= head.length || (head[at + i] & 0xFF) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return the bytes of the tar inside; the caller closes the stream */
    InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return switch (this) {
                case TAR_GZ -> new GZIPInputStream(in, BUFFER);
                case TAR_BZ2 -> new BZip2CompressorInputStream(in, true);
                case TAR, ZIP -> in;
            };
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
