package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Pages that were read before, in a folder: {@code pages/INDEX/NAME}, the index by a hash of its URL.
 *
 * @param folder where they lie; need not exist
 * @param clock what tells whether they are fresh
 * @param isRefreshing whether none counts as fresh that was read before this build ({@code mvn -U})
 */
public record PageCache(Path folder, Clock clock, boolean isRefreshing) {

    private static final int INDEX_DIGITS = 16;

    Optional<StoredPage> find(URI index, PackageName name) throws IOException {
        try {
            return PageBytes.read(Files.readAllBytes(file(index, name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isFresh(StoredPage page, UpdatePolicy policy) {
        return !isRefreshing && policy.isFresh(page.read(), clock);
    }

    void keep(URI index, PackageName name, StoredPage page) throws IOException {
        CacheFile.write(file(index, name), PageBytes.write(page));
    }

    private Path file(URI index, PackageName name) {
        String key =
                Sha256.of(index.toString().getBytes(StandardCharsets.UTF_8)).hex();
        return folder.resolve(key.substring(0, INDEX_DIGITS)).resolve(name.value());
    }
}
