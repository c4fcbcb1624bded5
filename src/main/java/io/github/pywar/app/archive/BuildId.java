package io.github.pywar.app.archive;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Identifier of a build's content: the first twelve hexadecimal digits of a SHA-256. It is computed over the sorted lines
 * {@code path sha256 x|-} of every file outside of {@code META-INF/}, and over the manifest without its {@code build}.
 */
final class BuildId {

    private static final int DIGITS = 12;

    /** Text of the same length, for an id that is not computed yet. */
    static final String UNKNOWN = "0".repeat(DIGITS);

    private BuildId() {}

    static String of(FileTree content, ArchiveManifest manifest) throws IOException {
        return of(lines(content), manifest.jsonWithoutBuild());
    }

    /**
     * Returns the id.
     *
     * @param lines of the files outside of {@code META-INF/}; they are sorted
     * @param manifest without its {@code build}
     */
    static String of(List<byte[]> lines, byte[] manifest) {
        lines.sort(Arrays::compareUnsigned);
        ByteArrayOutputStream all = new ByteArrayOutputStream(1 << 16);
        for (byte[] line : lines) {
            all.writeBytes(line);
        }
        all.writeBytes(manifest);
        return Sha256.of(all.toByteArray()).hex().substring(0, DIGITS);
    }

    /** Returns the lines of the files outside of {@code META-INF/}, not sorted. */
    static List<byte[]> lines(FileTree content) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : content.entries().entrySet()) {
            if (!ArchiveLayout.isMeta(file.getKey())) {
                FileTree.Entry entry = file.getValue();
                lines.add(line(file.getKey(), entry.content().sha256().hex(), entry.executable()));
            }
        }
        return lines;
    }

    /** Returns the line of a file. */
    static byte[] line(String path, String sha256, boolean isExecutable) {
        return (path + " " + sha256 + (isExecutable ? " x\n" : " -\n")).getBytes(StandardCharsets.UTF_8);
    }
}
