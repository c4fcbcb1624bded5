package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
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
        for (DeclaredRequirement one : requirements) {
            add(one, all);
        }
        for (DeclaredRequirement one : constraints) {
            add(one, all);
        }
        return new AllowedHashes(all);
    }

    private static void add(DeclaredRequirement declared, Map<PackageName, Set<String>> all) {
        PackageName name = declared.requirement().name();
        for (Map.Entry<String, Set<String>> one : declared.hashes().entrySet()) {
            for (String hex : one.getValue()) {
                all.putIfAbsent(name, new TreeSet<>());
                all.get(name).add(one.getKey() + ":" + hex.toLowerCase(Locale.ROOT));
            }
        }
    }

    /**
     * Returns whether one of the hashes is allowed, or no hash is required.
     *
     * @param published hashes of a file by algorithm, as the index lists them; the download is checked against them later
     */
    boolean allows(PackageName name, Map<String, String> published) {
        Set<String> allowed = byPackage.getOrDefault(name, Set.of());
        for (Map.Entry<String, String> hash : published.entrySet()) {
            if (allowed.contains(hash.getKey() + ":" + hash.getValue().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return allowed.isEmpty();
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

    private static boolean uses(Set<String> hashes, DigestAlgorithm algorithm) {
        for (String hash : hashes) {
            if (hash.startsWith(algorithm + ":")) {
                return true;
            }
        }
        return false;
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
            if (uses(allowed, algorithm)) {
                received.add(algorithm + ":" + algorithm.hex(file));
            }
        }
        if (!allowed.isEmpty() && Collections.disjoint(received, allowed)) {
            throw UserException.of("`" + file.getFileName() + "` has none of the hashes that the requirements allow"
                            + "\n    allowed:  " + String.join(", ", allowed) + "\n    received: "
                            + String.join(", ", received))
                    .hint("find out who changed the file before you change its --hash");
        }
    }
}
