package io.github.pywar.python.install;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of files of which an index or a lock does not give it: kept in a small file by another strong sum, once both
 * were worked out from the same bytes, or, where there is none, by the URL, for builds that are offline.
 *
 * @param folder of the small files; need not exist
 */
record HashCache(Path folder) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * @param isOffline whether it does not matter that another file may be at that URL by now
     * @return its SHA-256, as promised or as it was found when the file came in
     */
    Optional<Sha256> find(DistributionFile file, boolean isOffline) throws IOException {
        if (file.sha256().isPresent()) {
            return file.sha256();
        }
        if (!isOffline && !isProvable(file)) {
            return Optional.empty();
        }
        for (Path place : places(file)) {
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
            for (Path place : places(file)) {
                AtomicFile.write(place, sum.hex().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static boolean isProvable(DistributionFile file) {
        return !ExpectedFile.of(file).strong().isEmpty();
    }

    /** What is no sum by its length is no name of a file either. */
    private List<Path> places(DistributionFile file) {
        if (isProvable(file)) {
            return ExpectedFile.of(file).strong().entrySet().stream()
                    .map(sum -> sum.getKey() + "-" + sum.getValue().toLowerCase(Locale.ROOT))
                    .filter(name -> name.matches("[a-z0-9_]+-[0-9a-f]{64,128}"))
                    .map(folder::resolve)
                    .toList();
        }
        if (file.isLocal()) {
            return List.of(); // it can always be read again
        }
        String url = Credentials.withoutUserInfo(file.url()).toString();
        String name = Sha256.of(url.getBytes(StandardCharsets.UTF_8)).hex();
        return List.of(folder.resolve("url-" + name));
    }
}
