package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.file.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Loader for requirements that are not in a file: there are no includes, and paths are relative to one directory.
 *
 * @param directory the base of relative paths
 */
record InlineFiles(Path directory) implements FileLoader {

    @Override
    public boolean exists(String name) {
        return false;
    }

    @Override
    public byte[] load(String name) {
        throw new IllegalStateException("there are no includes");
    }

    @Override
    public Optional<String> locate(String namedBy, String path, String root) {
        return PathText.parse(path)
                .map(relative -> directory.resolve(relative).normalize())
                .filter(Files::exists)
                .map(file -> file.toUri().toString());
    }
}
