package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.UrlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loader of files on disk.
 *
 * @param directory the directory of the first file
 * @param scope directories whose files may be read
 * @param project directories whose lines messages may show
 */
record FilesInScope(Path directory, FileScope scope, FileScope project) implements FileLoader {

    private static final int MAX_BYTES = 8 << 20;

    @Override
    public boolean exists(String name) {
        return !UrlText.hasScheme(name) && Files.isRegularFile(directory.resolve(name));
    }

    @Override
    public byte[] load(String name) throws IOException {
        return scope.read(directory.resolve(name), name, MAX_BYTES);
    }

    @Override
    public boolean isOfProject(String name) throws IOException {
        return project.has(directory.resolve(name));
    }

    @Override
    public Optional<String> locate(String namedBy, String path, String root) {
        return Stream.of(namedBy, root)
                .filter(name -> !UrlText.hasScheme(name))
                .flatMap(name -> sibling(name, path).stream())
                .filter(Files::exists)
                .findFirst()
                .map(file -> file.toUri().toString());
    }

    @Override
    public Optional<String> beside(String namedBy, String path) {
        if (UrlText.hasScheme(namedBy) || UrlText.hasScheme(path)) {
            return Optional.empty();
        }
        return sibling(namedBy, path)
                .filter(Files::exists)
                .map(found -> found.toUri().toString());
    }

    private Optional<Path> sibling(String name, String path) {
        return PathText.parse(path)
                .map(relative ->
                        directory.resolve(name).resolveSibling(relative).normalize());
    }
}
