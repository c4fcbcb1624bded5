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
 * What an index or a lock says a file is: its size and sums.
 *
 * @param file as described
 */
record ExpectedFile(DistributionFile file) {

    static ExpectedFile of(DistributionFile file) {
        return new ExpectedFile(file);
    }

    /** @return its sums beside SHA-256 that prove something, by algorithm */
    SortedMap<String, String> strong() {
        SortedMap<String, String> strong = new TreeMap<>(file.hashes());
        strong.keySet()
                .removeIf(name ->
                        name.equals("sha256") || DigestAlgorithm.strong(name).isEmpty());
        return strong;
    }

    /**
     * Strong sums only: a file with no other sum than MD5 counts as a file without sums.
     *
     * @param sum of what arrived
     * @throws UnexpectedFileException where the file that arrived is another
     */
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
            String actual = DigestAlgorithm.strong(hash.getKey()).orElseThrow().hex(arrived);
            if (!actual.equals(expected)) {
                throw broken(hash.getKey(), expected, actual);
            }
        }
    }

    private UnexpectedFileException broken(String what, String expected, String actual) {
        return new UnexpectedFileException(
                file.fileName(),
                "`" + file.fileName() + "` is not the file that was promised\n    index: " + file.indexId() + "\n    "
                        + what + " promised: " + expected + "\n    " + what + " received: " + actual,
                List.of(
                        Hint.of("run again: a proxy or the network may have damaged it"),
                        Hint.of("if it stays so, the file was changed where it lies: ask its maker before using it")));
    }
}
