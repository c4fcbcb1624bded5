package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * METADATA that was read before, a file each. Two kinds of entries are never mixed:
 *
 * <ul>
 *   <li>of a wheel whose bytes were hashed here: by that hash, for every index and for ever;
 *   <li>what a server sent without the wheel (a {@code .metadata} file, ranges): by index, URL, the hashes that the page
 *       claims, and those that it gives for the {@code .metadata} file. Another index that claims the same hash finds
 *       nothing of it.
 * </ul>
 *
 * A first line holds a checksum, so that a damaged file counts as not there.
 *
 * @param folder of the entries; need not exist
 * @param pages whose clock and freshness count for entries of the second kind
 */
record MetadataCache(Path folder, PageCache pages) {

    private static final List<String> STRONG = List.of("sha256", "sha512", "sha384");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64,128}");
    private static final String CLAIMED = "claimed-";

    /** Not the first line of earlier versions, whose entries any index could replace. */
    private static final String HEAD = "pywar metadata 2 ";

    private static final int HEAD_LENGTH = HEAD.length() + 9;

    /** @param isOffline whether age does not matter, because no server can be asked */
    Optional<byte[]> find(DistributionFile file, boolean isOffline) throws IOException {
        Optional<byte[]> seen =
                file.sha256().isPresent() ? read(seen(file.sha256().get())) : Optional.empty();
        if (seen.isPresent()) {
            return seen;
        }
        Path claimed = claimed(file);
        return isOffline || isCurrent(file, claimed) ? read(claimed) : Optional.empty();
    }

    /** @return what a server sent without the wheel, however long ago */
    Optional<byte[]> findClaimed(DistributionFile file) throws IOException {
        return read(claimed(file));
    }

    /** Removes what is known of a file, and of every file for which an index claims the same hash. */
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

    /** Keeps what a server sent without the wheel. */
    void keepClaimed(DistributionFile file, byte[] metadata) throws IOException {
        write(claimed(file), metadata);
    }

    /** Keeps what is in a wheel, under the hash that its bytes were found to have. */
    void keepSeen(Sha256 wheel, byte[] metadata) throws IOException {
        write(seen(wheel), metadata);
    }

    private Path seen(Sha256 wheel) {
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
                file.coreMetadata().map(Object::toString).orElse(""));
        String sum = Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex();
        return CLAIMED + claim(file).map(hash -> hash + "-").orElse("") + sum;
    }

    /** @return the strongest hash that the page claims, in a form that is fit for a file's name */
    private static Optional<String> claim(DistributionFile file) {
        return STRONG.stream()
                .map(file.hashes()::get)
                .filter(hash -> hash != null && HEX.matcher(hash).matches())
                .map(hash -> hash.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    /** With a claimed hash it never expires, except for a refresh; without one it expires as a page does. */
    private boolean isCurrent(DistributionFile file, Path place) throws IOException {
        try {
            Instant written = Files.getLastModifiedTime(place).toInstant();
            boolean isLasting = claim(file).isPresent();
            return isLasting
                    ? pages.isFresh(written, UpdatePolicy.NEVER)
                    : pages.isFresh(written, UpdatePolicy.DEFAULT);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<byte[]> read(Path place) throws IOException {
        try {
            return content(Files.readAllBytes(place));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(Path place, byte[] metadata) throws IOException {
        byte[] head = head(metadata);
        byte[] whole = Arrays.copyOf(head, head.length + metadata.length);
        System.arraycopy(metadata, 0, whole, head.length, metadata.length);
        CacheFile.write(place, whole);
    }

    private static Optional<byte[]> content(byte[] whole) {
        if (whole.length < HEAD_LENGTH) {
            return Optional.empty();
        }
        byte[] metadata = Arrays.copyOfRange(whole, HEAD_LENGTH, whole.length);
        return Arrays.equals(Arrays.copyOf(whole, HEAD_LENGTH), head(metadata))
                ? Optional.of(metadata)
                : Optional.empty();
    }

    private static byte[] head(byte[] metadata) {
        CRC32 sum = new CRC32();
        sum.update(metadata);
        return (HEAD + HexFormat.of().toHexDigits(sum.getValue(), 8) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
