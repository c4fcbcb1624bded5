package io.github.pywar.served;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Hooks in a packed archive: the file, and its row in the record. */
final class HookedArchive {

    private HookedArchive() {}

    /** @param name the hook's name with its phase, such as {@code pre-deploy/20-static.py} */
    static Path add(Path archive, String name, String text) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            String path = "hooks/" + name;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Files.createDirectories(zip.getPath(path).getParent());
            Files.write(zip.getPath(path), bytes);
            String row = "%s,sha256=%s,%d".formatted(path, Sha256.of(bytes).base64(), bytes.length);
            Files.write(zip.getPath(ArchiveLayout.RECORD), List.of(row), StandardOpenOption.APPEND);
        }
        return archive;
    }
}
