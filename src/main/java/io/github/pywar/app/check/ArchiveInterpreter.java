package io.github.pywar.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Interpreter in or beside an archive, as a compressed tar file.
 *
 * @param archive the file
 * @param runtime of its manifest
 */
public record ArchiveInterpreter(Path archive, JsonNode runtime) {

    /**
     * Unpacks the interpreter.
     *
     * @param work empty folder
     * @return the folder with the files
     * @throws UserException if it is not the one of the build
     */
    public Path unpack(Path work) throws IOException {
        Path tar = work.resolve("python.tar.gz");
        Path files = Files.createDirectories(work.resolve("files"));
        copy(tar);
        SourceTree.unpack(tar, files);
        return files;
    }

    private void copy(Path tar) throws IOException {
        boolean isInside = runtime.path("file").isNull();
        Path source =
                isInside ? archive : archive.resolveSibling(runtime.path("file").asText(""));
        try (InputStream in = Files.newInputStream(source)) {
            in.skipNBytes(runtime.path("offset").asLong());
            long size = runtime.path("size").asLong();
            AtomicFile.write(tar, out -> {
                byte[] buffer = new byte[1 << 16];
                for (long left = size; left > 0; ) {
                    int length = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (length < 0) {
                        break;
                    }
                    out.write(buffer, 0, length);
                    left -= length;
                }
            });
        }
        if (!Sha256.of(tar).hex().equals(runtime.path("sha256").asText())) {
            throw UserException.of("The interpreter of `" + archive.getFileName() + "` is damaged")
                    .hint("build the archive again: -Dpywar.force");
        }
    }
}
