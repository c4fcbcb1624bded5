package io.github.pywar.python.index;

import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writer of cache entries, which have a checksum ({@link io.github.pywar.base.data.CacheFormat}). A file is renamed into
 * place, but not synced: a resolution writes thousands, and an entry that a power cut damages is read again from its index.
 */
final class CacheFile {

    private CacheFile() {}

    static void write(Path target, byte[] content) throws IOException {
        String name = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
        Path part = target.resolveSibling(
                name); // createTempFile would initialise the JDK's secure random numbers, which is slow
        try {
            write(part, target, content);
        } catch (NoSuchFileException noFolder) {
            Files.createDirectories(target.getParent());
            write(part, target, content);
        }
    }

    private static void write(Path part, Path target, byte[] content) throws IOException {
        boolean isDone = false;
        try {
            Files.write(part, content, StandardOpenOption.CREATE_NEW);
            SharedFile.put(part, target);
            isDone = true;
        } finally {
            if (!isDone) {
                Files.deleteIfExists(part);
            }
        }
    }
}
