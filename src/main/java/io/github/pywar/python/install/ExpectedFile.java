package io.github.pywar.python.install;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.UnexpectedFileException;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Size and hashes of a file, as an index or a lock declares them.
 *
 * @param file the description
 */
record ExpectedFile(DistributionFile file) {

    static ExpectedFile of(DistributionFile file) {
        return new ExpectedFile(file);
    }

    /** @return its strong hashes other than SHA-256, by algorithm */
    SortedMap<String, String> strong() {
        SortedMap<String, String> strong = new TreeMap<>();
        for (Map.Entry<String, String> hash : file.hashes().entrySet()) {
            String name = hash.getKey();
            if (!name.equals("sha256") && DigestAlgorithm.strong(name).isPresent()) {
                strong.put(name, hash.getValue());
            }
        }
        return strong;
    }

    /**
     * Checks a received file. Weak hashes are ignored: a file with only an MD5 is a file without hashes.
     *
     * @param sum SHA-256 of the received file
     * @throws UnexpectedFileException if it has another size or hash
     */
    void check(Path received, Sha256 sum) throws IOException {
        long size = Files.size(received);
        if (file.size().isPresent() && file.size().getAsLong() != size) {
            throw unexpected("size", file.size().getAsLong() + " bytes", size + " bytes");
        }
        String sha256 = file.hashes().getOrDefault("sha256", sum.hex()).toLowerCase(Locale.ROOT);
        if (!sha256.equals(sum.hex())) {
            throw unexpected("sha256", sha256, sum.hex());
        }
        for (Map.Entry<String, String> hash : strong().entrySet()) {
            String expected = hash.getValue().toLowerCase(Locale.ROOT);
            String actual = DigestAlgorithm.strong(hash.getKey()).orElseThrow().hex(received);
            if (!actual.equals(expected)) {
                throw unexpected(hash.getKey(), expected, actual);
            }
        }
    }

    private UnexpectedFileException unexpected(String what, String expected, String actual) {
        return new UnexpectedFileException(
                file.fileName(),
                "`" + file.fileName() + "` is not the expected file\n    index: " + file.indexId() + "\n    " + what
                        + " expected: " + expected + "\n    " + what + " received: " + actual,
                List.of(
                        Hint.of("run the build again: a proxy or the network may have damaged the file"),
                        Hint.of("if it fails again, the file was changed after its hash was published: report it to its"
                                + " publisher")));
    }
}
