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

    private BuildId() {}

    static String of(FileTree content, ArchiveManifest manifest) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : content.entries().entrySet()) {
            if (!ArchiveLayout.isMeta(file.getKey())) {
                String mode = file.getValue().executable() ? "x" : "-";
                String line = file.getKey() + " " + file.getValue().content().sha256() + " " + mode + "\n";
                lines.add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        lines.sort(Arrays::compareUnsigned);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.forEach(all::writeBytes);
        all.writeBytes(manifest.jsonWithoutBuild());
        return Sha256.of(all.toByteArray()).hex().substring(0, DIGITS);
    }
}
