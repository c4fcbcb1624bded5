package io.github.pywar.python.install;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cache of the SHA-256 of files whose index or lock has no SHA-256. The key is another strong hash, if both were computed
 * from the same bytes. Without any strong hash the key is the URL, for offline builds.
 *
 * @param folder the folder with a small file for each entry; it need not exist
 */
record HashCache(Path folder) {

    private static final CacheFormat FORMAT = new CacheFormat(1);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Finds the SHA-256 of a file.
     *
     * @param isOffline whether an entry by URL is used, although the URL may have another file now
     * @return the declared SHA-256, or the one of an earlier download
     */
    Optional<Sha256> find(DistributionFile file, boolean isOffline) throws IOException {
        if (file.sha256().isPresent()) {
            return file.sha256();
        }
        if (!isOffline && !hasStrongHash(file)) {
            return Optional.empty();
        }
        for (Path entry : entries(file)) {
            Optional<String> text = SharedFile.read(entry)
                    .flatMap(bytes -> format(entry).read(bytes, CacheReader::text))
                    .filter(SHA256.asMatchPredicate());
            if (text.isPresent()) {
                return Optional.of(new Sha256(text.get()));
            }
        }
        return Optional.empty();
    }

    /** @param sum of the downloaded file, which has the expected size and hashes */
    void keep(DistributionFile file, Sha256 sum) throws IOException {
        if (file.sha256().isEmpty()) {
            for (Path entry : entries(file)) {
                AtomicFile.write(entry, format(entry).write(new CacheWriter().text(sum.hex())));
            }
        }
    }

    private static CacheFormat format(Path entry) {
        return FORMAT.of(entry.getFileName().toString());
    }

    private static boolean hasStrongHash(DistributionFile file) {
        return !ExpectedFile.of(file).strong().isEmpty();
    }

    /** Lists the files of entries. A hash comes from an index, so it is checked before it becomes part of a path. */
    private List<Path> entries(DistributionFile file) {
        if (hasStrongHash(file)) {
            return ExpectedFile.of(file).strong().entrySet().stream()
                    .map(sum -> sum.getKey() + "-" + sum.getValue().toLowerCase(Locale.ROOT))
                    .filter(name -> name.matches("[a-z0-9_]+-[0-9a-f]{64,128}"))
                    .map(folder::resolve)
                    .toList();
        }
        if (file.isLocal()) {
            return List.of(); // it can be read again at any time
        }
        String url = Credentials.withoutUserInfo(file.url()).toString();
        String name = Sha256.of(url.getBytes(StandardCharsets.UTF_8)).hex();
        return List.of(folder.resolve("url-" + name));
    }
}
