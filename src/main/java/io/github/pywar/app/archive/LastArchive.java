package io.github.pywar.app.archive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Archive of the last build, for a build in which only the application's own files have changed.
 *
 * @param kept its files that still apply: the libraries, the runtime, the hooks and the descriptions
 * @param manifest that describes it
 */
public record LastArchive(FileTree kept, ArchiveManifest manifest) {

    private static final String SHA256 = "sha256=";
    private static final String APPLICATION = ArchiveLayout.APPLICATION + "/";

    /**
     * Reads an archive. Its hashes are not computed again: the caller knows that nobody has changed the file.
     *
     * @return empty if it cannot be read: then the archive must be built with all its parts
     */
    public static Optional<LastArchive> read(Path file) {
        try {
            FileTree files = ZipFileTree.read(file, ZipLimits.DEFAULT).files();
            ArchiveManifest manifest = ManifestReader.read(bytes(files, ArchiveLayout.MANIFEST));
            return Optional.of(new LastArchive(kept(files), manifest));
        } catch (IOException | UserException unreadable) {
            return Optional.empty();
        }
    }

    private static FileTree kept(FileTree files) throws IOException {
        Map<String, String> sums = sums(files);
        FileTree.Builder kept = FileTree.builder("the last archive");
        for (Map.Entry<String, FileTree.Entry> file : files.entries().entrySet()) {
            String path = file.getKey();
            if (!path.startsWith(APPLICATION)
                    && !path.equals(ArchiveLayout.MANIFEST)
                    && !path.equals(ArchiveLayout.RECORD)) {
                String hash = Optional.ofNullable(sums.get(path))
                        .orElseThrow(() -> new IOException("`" + path + "` is not in RECORD"));
                kept.add(
                        path,
                        file.getValue().content().withSha256(Sha256.ofBase64(hash)),
                        file.getValue().executable());
            }
        }
        return kept.build();
    }

    private static Map<String, String> sums(FileTree files) throws IOException {
        String text = new String(bytes(files, ArchiveLayout.RECORD), StandardCharsets.UTF_8);
        Map<String, String> sums = new HashMap<>();
        for (WheelRecord.Row row : WheelRecord.parse(text, ArchiveLayout.RECORD).rows()) {
            if (row.hash().startsWith(SHA256)) {
                sums.put(row.path(), row.hash().substring(SHA256.length()));
            }
        }
        return sums;
    }

    private static byte[] bytes(FileTree files, String path) throws IOException {
        return files.get(path)
                .orElseThrow(() -> new IOException("`" + path + "` is missing"))
                .content()
                .bytes();
    }
}
