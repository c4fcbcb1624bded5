package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an index or a lock says a file is: its size and sums.
 *
 * @param file as described
 */
record Promise(DistributionFile file) {

    private static final int BUFFER = 1 << 16;

    /** Strong ones only: a file with no other sum than MD5 counts as a file without sums. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha384", "SHA-384", "sha512", "SHA-512", "sha3_256", "SHA3-256", "sha3_512", "SHA3-512");

    static Promise of(DistributionFile file) {
        return new Promise(file);
    }

    /** @return its sums beside SHA-256 that prove something, by algorithm */
    SortedMap<String, String> strong() {
        SortedMap<String, String> strong = new TreeMap<>(file.hashes());
        strong.keySet().retainAll(ALGORITHMS.keySet());
        return strong;
    }

    /** @throws UserException where the file that arrived is another */
    void check(Path arrived, Sha256 sum) throws IOException {
        long size = Files.size(arrived);
        if (file.size().isPresent() && file.size().getAsLong() != size) {
            throw broken("size", file.size().getAsLong() + " bytes", size + " bytes");
        }
        String sha256 = file.hashes().getOrDefault("sha256", sum.hex()).toLowerCase(Locale.ROOT);
        if (!sha256.equals(sum.hex())) {
            throw broken("sha256", sha256, sum.hex());
        }
        for (Map.Entry<String, String> hash : strong().entrySet()) {
            String expected = hash.getValue().toLowerCase(Locale.ROOT);
            String actual = sum(arrived, ALGORITHMS.get(hash.getKey()));
            if (!actual.equals(expected)) {
                throw broken(hash.getKey(), expected, actual);
            }
        }
    }

    private static String sum(Path file, String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has " + algorithm, e);
        }
    }

    private UserException broken(String what, String expected, String actual) {
        return UserException.of("`" + file.fileName() + "` is not the file that was promised"
                        + "\n    index: " + file.indexId() + "\n    " + what + " promised: " + expected + "\n    "
                        + what
                        + " received: " + actual)
                .hint("run again: a proxy or the network may have damaged it")
                .hint("if it stays so, the file was changed where it lies: ask its maker before using it");
    }
}
