package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hashes that requirements allow ({@code --hash}, pip's hash-checking mode). The received file is checked, because hashes
 * of an index are optional and a folder has none.
 *
 * @param byPackage {@code algorithm:hex}, in lower case
 */
public record AllowedHashes(Map<PackageName, Set<String>> byPackage) {

    static AllowedHashes of(List<DeclaredRequirement> requirements, List<DeclaredRequirement> constraints) {
        Map<PackageName, Set<String>> all = new HashMap<>();
        requirements.forEach(one -> add(one, all));
        constraints.forEach(one -> add(one, all));
        return new AllowedHashes(all);
    }

    private static void add(DeclaredRequirement declared, Map<PackageName, Set<String>> all) {
        declared.hashes()
                .forEach((algorithm, values) -> values.forEach(
                        hex -> all.computeIfAbsent(declared.requirement().name(), name -> new TreeSet<>())
                                .add(algorithm + ":" + hex.toLowerCase(Locale.ROOT))));
    }

    /**
     * Returns whether one of the hashes is allowed, or no hash is required.
     *
     * @param published hashes of a file by algorithm, as the index lists them; the download is checked against them later
     */
    boolean allows(PackageName name, Map<String, String> published) {
        Set<String> allowed = byPackage.getOrDefault(name, Set.of());
        return allowed.isEmpty()
                || published.entrySet().stream()
                        .anyMatch(hash -> allowed.contains(
                                hash.getKey() + ":" + hash.getValue().toLowerCase(Locale.ROOT)));
    }

    /**
     * Checks source code of a lock, whose content was compared with the hashes of the lock.
     *
     * @throws UserException if none of its hashes is allowed
     */
    public void checkLocked(PackageName name, DistributionFile source) {
        if (!allows(name, source.hashes())) {
            throw UserException.of("`" + source.fileName() + "` has none of the hashes that the requirements allow"
                            + "\n    allowed:  " + String.join(", ", byPackage.get(name)) + "\n    locked: "
                            + source.hashes())
                    .hint("find out who changed the file before you change its --hash");
        }
    }

    /**
     * Checks a received file.
     *
     * @throws UserException if it has none of the allowed hashes
     */
    public void check(PackageName name, Path file) throws IOException {
        Set<String> allowed = byPackage.getOrDefault(name, Set.of());
        Set<String> received = new TreeSet<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (allowed.stream().anyMatch(hash -> hash.startsWith(algorithm + ":"))) {
                received.add(algorithm + ":" + algorithm.hex(file));
            }
        }
        if (!allowed.isEmpty() && received.stream().noneMatch(allowed::contains)) {
            throw UserException.of("`" + file.getFileName() + "` has none of the hashes that the requirements allow"
                            + "\n    allowed:  " + String.join(", ", allowed) + "\n    received: "
                            + String.join(", ", received))
                    .hint("find out who changed the file before you change its --hash");
        }
    }
}
