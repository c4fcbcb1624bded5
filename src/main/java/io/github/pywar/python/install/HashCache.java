package io.github.pywar.python.install;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cache of the SHA-256 of files whose index or lock has no SHA-256. The key is another strong hash, if both were computed
 * from the same bytes. Without any strong hash the key of a local file is its path and {@link FileStamp}, and that of another
 * file is its URL, for offline builds.
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
        if (!isOffline && !file.isLocal() && !hasStrongHash(file)) {
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

    /**
     * Keeps the SHA-256 of a file that has the expected size and hashes.
     *
     * @param before its {@link #entries} before it was read; if a local file changed since then, nothing is kept
     * @param sum of the bytes that were read
     */
    void keep(DistributionFile file, List<Path> before, Sha256 sum) throws IOException {
        if (file.sha256().isEmpty() && entries(file).equals(before)) {
            for (Path entry : before) {
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
    List<Path> entries(DistributionFile file) throws IOException {
        if (hasStrongHash(file)) {
            return ExpectedFile.of(file).strong().entrySet().stream()
                    .map(sum -> sum.getKey() + "-" + sum.getValue().toLowerCase(Locale.ROOT))
                    .filter(name -> name.matches("[a-z0-9_]+-[0-9a-f]{64,128}"))
                    .map(folder::resolve)
                    .toList();
        }
        if (file.isLocal()) {
            Path path = FileUrl.path(file.url());
            return Files.isRegularFile(path) ? List.of(entry("file-", path + "\n" + FileStamp.of(path))) : List.of();
        }
        return List.of(entry("url-", Credentials.withoutUserInfo(file.url()).toString()));
    }

    private Path entry(String prefix, String key) {
        return folder.resolve(
                prefix + Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
