package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sums that requirements allow ({@code --hash}, pip's hash-checking mode). They count for whatever file comes in: an
 * index may give no sums of its own, a folder never does, and a URL is only as good as its server.
 *
 * @param byProject {@code algorithm:hex} in lower case
 */
public record AllowedHashes(Map<PackageName, Set<String>> byProject) {

    /** @return those of requirements and constraints */
    public static AllowedHashes of(DeclaredDependencies dependencies) {
        Map<PackageName, Set<String>> all = new HashMap<>();
        dependencies.requirements().forEach(one -> add(one, all));
        dependencies.constraints().forEach(one -> add(one, all));
        return new AllowedHashes(all);
    }

    private static void add(DeclaredRequirement declared, Map<PackageName, Set<String>> all) {
        declared.hashes()
                .forEach((algorithm, values) -> values.forEach(
                        hex -> all.computeIfAbsent(declared.requirement().name(), name -> new TreeSet<>())
                                .add(algorithm + ":" + hex.toLowerCase(Locale.ROOT))));
    }

    /**
     * @param known what is said of a file, by algorithm; it is held against the file when that comes in
     * @return whether that is enough: nothing is demanded, or one of the hashes is allowed
     */
    boolean isProven(PackageName project, Map<String, String> known) {
        Set<String> allowed = byProject.getOrDefault(project, Set.of());
        return allowed.isEmpty()
                || known.entrySet().stream()
                        .anyMatch(hash -> allowed.contains(
                                hash.getKey() + ":" + hash.getValue().toLowerCase(Locale.ROOT)));
    }

    /** @throws UserException where the file is none of those that are allowed */
    public void check(PackageName project, Path file) throws IOException {
        Set<String> allowed = byProject.getOrDefault(project, Set.of());
        Set<String> received = new TreeSet<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (allowed.stream().anyMatch(hash -> hash.startsWith(algorithm + ":"))) {
                received.add(algorithm + ":" + algorithm.hex(file));
            }
        }
        if (!allowed.isEmpty() && received.stream().noneMatch(allowed::contains)) {
            throw UserException.of("`" + file.getFileName() + "` is not the file that the requirements allow"
                            + "\n    allowed:  " + String.join(", ", allowed) + "\n    received: "
                            + String.join(", ", received))
                    .hint("find out who changed the file before you change its --hash");
        }
    }
}
