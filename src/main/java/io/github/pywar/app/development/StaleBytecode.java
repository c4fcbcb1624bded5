package io.github.pywar.app.development;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Bytecode of changed modules. Python compares only the size of a module and the second of its change, so it would run the
 * bytecode of an earlier content that was saved within the same second.
 */
final class StaleBytecode {

    private static final String SOURCE = ".py";
    private static final String CACHE = "__pycache__";

    private StaleBytecode() {}

    /** Deletes the bytecode of modules; other files are ignored. */
    static void delete(Collection<Path> changed) throws IOException {
        for (Path file : changed) {
            String name = file.getFileName().toString();
            Path cache = file.resolveSibling(CACHE);
            if (name.endsWith(SOURCE) && Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
                deleteOf(name.substring(0, name.length() - SOURCE.length()), cache);
            }
        }
    }

    private static void deleteOf(String module, Path cache) throws IOException {
        DirectoryStream.Filter<Path> ofModule = entry -> {
            String name = entry.getFileName().toString();
            return name.startsWith(module + ".") && name.endsWith(".pyc");
        };
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cache, ofModule)) {
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
