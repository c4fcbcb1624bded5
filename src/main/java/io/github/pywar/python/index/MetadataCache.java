package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * METADATA that was read before, a file each: by the wheel's hash for ever, else by its URL for as long as a page
 * counts as fresh. A first line holds a checksum, so that a damaged file counts as not there.
 */
record MetadataCache(Path folder, PageCache pages) {

    private static final List<String> LASTING = List.of("sha256", "sha512", "sha384");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64,128}");
    private static final String HEAD = "pywar metadata ";
    private static final int HEAD_LENGTH = HEAD.length() + 9;

    /** @param isOffline whether age does not matter, because nobody can be asked */
    Optional<byte[]> find(DistributionFile file, boolean isOffline) throws IOException {
        Path place = place(folder, file);
        try {
            if (lastingName(file).isEmpty() && !isOffline && !isFresh(place)) {
                return Optional.empty();
            }
            return content(Files.readAllBytes(place));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void forget(DistributionFile file) throws IOException {
        forget(folder, file);
    }

    static void forget(Path folder, DistributionFile file) throws IOException {
        Files.deleteIfExists(place(folder, file));
    }

    void keep(DistributionFile file, byte[] metadata) throws IOException {
        byte[] head = head(metadata);
        byte[] whole = Arrays.copyOf(head, head.length + metadata.length);
        System.arraycopy(metadata, 0, whole, head.length, metadata.length);
        CacheFile.write(place(folder, file), whole);
    }

    private static Path place(Path folder, DistributionFile file) {
        return folder.resolve(lastingName(file).orElseGet(() -> urlName(file)));
    }

    private boolean isFresh(Path place) throws IOException {
        return pages.isFresh(Files.getLastModifiedTime(place).toInstant(), UpdatePolicy.DEFAULT);
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

    private static Optional<String> lastingName(DistributionFile file) {
        return LASTING.stream()
                .filter(algorithm -> isHex(file.hashes().get(algorithm)))
                .findFirst()
                .map(algorithm -> (algorithm.equals("sha256") ? "" : algorithm + "-")
                        + file.hashes().get(algorithm).toLowerCase(Locale.ROOT));
    }

    private static boolean isHex(String text) {
        return text != null && HEX.matcher(text).matches();
    }

    private static String urlName(DistributionFile file) {
        return "url-"
                + Sha256.of(file.url().toString().getBytes(StandardCharsets.UTF_8))
                        .hex();
    }
}
