package io.github.pywar.python.index;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cache of METADATA, with a file for each entry. There are two kinds of entries, which are never mixed:
 *
 * <ul>
 *   <li>verified, from a wheel whose bytes were hashed here: the key is that hash. It holds for every index and never
 *       expires.
 *   <li>claimed, which a server sent without the wheel (a {@code .metadata} file, range requests): the key is the index, the URL,
 *       the hashes of the page, and those of the {@code .metadata} file. With the hash alone as key, one index could
 *       replace the metadata of another index's file.
 * </ul>
 *
 * @param folder the folder of the entries; it need not exist
 * @param pages the cache of pages, with the clock and the update policies for claimed entries
 */
record MetadataCache(Path folder, PageCache pages) {

    private static final List<String> STRONG = List.of("sha256", "sha512", "sha384");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64,128}");
    private static final String CLAIMED = "claimed-";

    /** Older formats are ignored: in version 1, any index could replace an entry. */
    private static final CacheFormat FORMAT = new CacheFormat(0x70796D03);

    /** @param isOffline whether the age is ignored, because no request is possible */
    Optional<byte[]> find(DistributionFile file, boolean isOffline) throws IOException {
        Optional<byte[]> verified =
                file.sha256().isPresent() ? read(verified(file.sha256().get())) : Optional.empty();
        if (verified.isPresent()) {
            return verified;
        }
        Path claimed = claimed(file);
        return isOffline || isCurrent(file, claimed) ? read(claimed) : Optional.empty();
    }

    /** @return the claimed entry of any age */
    Optional<byte[]> findClaimed(DistributionFile file) throws IOException {
        return read(claimed(file));
    }

    /** Removes the entries of a file, and of all files for which an index claims the same hash. */
    void forget(DistributionFile file) throws IOException {
        forget(folder, file);
    }

    static void forget(Path folder, DistributionFile file) throws IOException {
        if (file.sha256().isPresent()) {
            Files.deleteIfExists(folder.resolve(file.sha256().get().hex()));
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        String prefix = claim(file).isEmpty()
                ? claimedName(file)
                : CLAIMED + claim(file).get() + "-";
        try (Stream<Path> all = Files.list(folder)) {
            for (Path entry : all.toList()) {
                if (entry.getFileName().toString().startsWith(prefix)) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    /** Stores METADATA that a server sent without the wheel. */
    void keepClaimed(DistributionFile file, byte[] metadata) throws IOException {
        write(claimed(file), metadata);
    }

    /** Stores METADATA of a wheel under the computed hash of its bytes. */
    void keepVerified(Sha256 wheel, byte[] metadata) throws IOException {
        write(verified(wheel), metadata);
    }

    private Path verified(Sha256 wheel) {
        return folder.resolve(wheel.hex());
    }

    private Path claimed(DistributionFile file) {
        return folder.resolve(claimedName(file));
    }

    private static String claimedName(DistributionFile file) {
        String all = String.join(
                "\0",
                file.indexId(),
                file.url().toString(),
                file.hashes().toString(),
                file.coreMetadata().isPresent() ? file.coreMetadata().get().toString() : "");
        String sum = Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex();
        Optional<String> claim = claim(file);
        return CLAIMED + (claim.isPresent() ? claim.get() + "-" : "") + sum;
    }

    /** @return the strongest hash of the page, if it is valid, as part of a file name */
    private static Optional<String> claim(DistributionFile file) {
        for (String algorithm : STRONG) {
            String hash = file.hashes().get(algorithm);
            if (hash != null && HEX.matcher(hash).matches()) {
                return Optional.of(hash.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** An entry with a claimed hash expires only on a refresh; without one it expires like a page. */
    private boolean isCurrent(DistributionFile file, Path entry) throws IOException {
        try {
            Instant written = Files.getLastModifiedTime(entry).toInstant();
            boolean isPermanent = claim(file).isPresent();
            return isPermanent
                    ? pages.isFresh(written, UpdatePolicy.NEVER)
                    : pages.isFresh(written, UpdatePolicy.DEFAULT);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<byte[]> read(Path entry) throws IOException {
        Optional<byte[]> bytes = SharedFile.read(entry);
        return bytes.isPresent() ? format(entry).read(bytes.get(), CacheReader::rest) : Optional.empty();
    }

    private static CacheFormat format(Path entry) {
        return FORMAT.of(entry.getFileName().toString());
    }

    private static void write(Path entry, byte[] metadata) throws IOException {
        SharedFile.write(entry, format(entry).write(new CacheWriter().rest(metadata)));
    }
}
