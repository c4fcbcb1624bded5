package io.github.pywar.python.index;

import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files of a cache whose content tells whether it is whole: put in place by a rename, but not synced. There are
 * thousands of them in a resolution, and one that a power cut damages is only read again from its index.
 */
final class CacheFile {

    private CacheFile() {}

    static void write(Path target, byte[] content) throws IOException {
        String name = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
        Path part = target.resolveSibling(name); // createTempFile would load the JDK's secure random numbers
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
