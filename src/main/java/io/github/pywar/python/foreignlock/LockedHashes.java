package io.github.pywar.python.foreignlock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.text.SourceLocation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Hashes of the files of one package, by algorithm. */
final class LockedHashes {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,128}");

    private final Map<String, Set<String>> hashes = new TreeMap<>();

    /**
     * Adds a hash.
     *
     * @param text {@code algorithm:hex}
     * @throws UserException if it is not a hash
     */
    void add(String text, SourceLocation location) {
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        if (DigestAlgorithm.named(algorithm).isEmpty() || !HEX.matcher(hex).matches()) {
            throw UserException.of("`" + text + "` is not a hash, such as `sha256:0a1b...` (" + location + ")");
        }
        hashes.computeIfAbsent(algorithm, name -> new TreeSet<>()).add(hex);
    }

    Map<String, Set<String>> all() {
        return hashes;
    }
}
