package io.github.pywar.app.embedded;

import io.github.pywar.app.writer.TarGzWriter;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.build.FolderDeletion;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Declared interpreter: a {@code tar.gz} or a {@code zip} file.
 *
 * @param file of the Maven repository, or of this machine
 * @param origin as declared, for messages
 * @param inside whether archives contain it
 * @param name of the file beside the archive
 */
public record PythonArchive(Path file, String origin, boolean inside, String name) {

    /**
     * Reads the interpreter, after the check that it fits the target. A {@code zip} file is packed again, because the
     * launcher unpacks without Python.
     *
     * @param work folder for the unpacked files, which later builds use again
     */
    public EmbeddedPython read(TargetEnvironment target, Path work, Instant time) throws IOException {
        Path folder = work.resolve(Sha256.of(file).hex());
        Path unpacked = folder.resolve("files");
        if (Files.notExists(folder.resolve("complete"))) {
            FolderDeletion.delete(folder); // of a build that was ended
            Files.createDirectories(unpacked);
            SourceTree.unpack(file, unpacked);
            Files.writeString(folder.resolve("complete"), "");
        }
        Path program = new PythonTree(unpacked, origin).program(target);
        return EmbeddedPython.of(
                tarGz(folder, time), unpacked.relativize(program).toString().replace('\\', '/'), origin, inside, name);
    }

    private Path tarGz(Path folder, Instant time) throws IOException {
        if (isGzip(file)) {
            return file;
        }
        Path packed = folder.resolve("python.tar.gz");
        new TarGzWriter(time).write(ZipFileTree.read(file, ZipLimits.DEFAULT).files(), packed);
        return packed;
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }
}
