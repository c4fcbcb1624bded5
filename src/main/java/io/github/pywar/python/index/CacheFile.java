package io.github.pywar.python.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files of a cache whose content tells whether it is whole: put in place by a rename, but not synced. There are
 * thousands of them in a resolution, and one that a power cut damages is only read again from its index.
 */
final class CacheFile {

    private CacheFile() {}

    static void write(Path target, byte[] content) throws IOException {
        Files.createDirectories(target.getParent());
        Path part = Files.createTempFile(target.getParent(), ".", ".part");
        try {
            Files.write(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
