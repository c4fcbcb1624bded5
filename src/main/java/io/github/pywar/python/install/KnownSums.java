package io.github.pywar.python.install;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SHA-256 of files of which an index or a lock gives only another strong sum: kept in a small file by that sum, once
 * both were worked out from the same bytes.
 *
 * @param folder of the small files; need not exist
 */
record KnownSums(Path folder) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @return its SHA-256, as promised or as it was found when the file came in */
    Optional<Sha256> find(DistributionFile file) throws IOException {
        if (file.sha256().isPresent()) {
            return file.sha256();
        }
        for (Path place : places(file).toList()) {
            try {
                String text = new String(Files.readAllBytes(place), StandardCharsets.ISO_8859_1);
                if (SHA256.matcher(text).matches()) {
                    return Optional.of(new Sha256(text));
                }
            } catch (NoSuchFileException unknown) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** @param sum of the file that came in and is what was promised */
    void keep(DistributionFile file, Sha256 sum) throws IOException {
        if (file.sha256().isEmpty()) {
            for (Path place : places(file).toList()) {
                AtomicFile.write(place, sum.hex().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** What is no sum by its length is no name of a file either. */
    private Stream<Path> places(DistributionFile file) {
        return Promise.of(file).strong().entrySet().stream()
                .map(sum -> sum.getKey() + "-" + sum.getValue().toLowerCase(Locale.ROOT))
                .filter(name -> name.matches("[a-z0-9_]+-[0-9a-f]{64,128}"))
                .map(folder::resolve);
    }
}
