package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Fixture that unpacks archives. */
abstract class ArchiveFixture {

    @TempDir
    Path folder;

    private UnpackLimits limits = UnpackLimits.DEFAULT;
    private int archives;

    void limit(UnpackLimits lower) {
        limits = lower;
    }

    Path target() {
        return folder.resolve("target" + archives);
    }

    Path unpack(String name, byte[] archive) throws IOException {
        archives++;
        Path file =
                Files.createDirectories(folder.resolve("archive" + archives)).resolve(name);
        Files.write(file, archive);
        return new ArchiveUnpacker(limits).unpack(file, Files.createDirectory(target()));
    }

    Path unpack(TestArchive archive) throws IOException {
        return unpack("demo-1.0.tar.gz", archive.gzip());
    }

    UserException refused(TestArchive archive) {
        return refused("demo-1.0.tar.gz", archive.gzip());
    }

    UserException refused(String name, byte[] archive) {
        return catchThrowableOfType(UserException.class, () -> unpack(name, archive));
    }

    /** Returns the paths below a folder with their contents; those of links with their targets. */
    static TreeMap<String, String> files(Path root) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                String path = root.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    files.put(path, "-> " + Files.readSymbolicLink(file));
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(path, Files.readString(file));
                }
            }
        }
        return files;
    }
}
