package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Policy of {@code --require-hashes}: every package, direct or transitive, is pinned and has a hash. As in pip, one
 * {@code --hash} turns it on.
 *
 * @param requirements of the application
 * @param constraints may carry the pin or the hash of a requirement
 * @param isRequired whether hashes are required
 */
public record HashPolicy(
        List<DeclaredRequirement> requirements, List<DeclaredRequirement> constraints, boolean isRequired) {

    public HashPolicy {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
    }

    /** Returns the hashes that the declarations allow. */
    public AllowedHashes allowed() {
        return AllowedHashes.of(requirements, constraints);
    }

    /**
     * Checks the declarations.
     *
     * @throws UserException with all requirements that have no hash or no pinned version
     */
    public void checkDeclared() {
        if (!isRequired) {
            return;
        }
        Set<PackageName> hashed = hashed();
        String unhashed = requirements.stream()
                .filter(one -> !hashed.contains(one.requirement().name()))
                .map(one -> "\n    " + one + " has no hash")
                .collect(Collectors.joining());
        String unpinned = requirements.stream()
                .filter(one -> !isPinned(one))
                .map(one -> "\n    " + one + " has no pinned version")
                .collect(Collectors.joining());
        if (!unhashed.isEmpty() || !unpinned.isEmpty()) {
            throw error(unhashed + unpinned);
        }
    }

    /**
     * Checks a resolution.
     *
     * @throws UserException with all packages that have no hash
     */
    public void check(Resolution resolution) {
        if (!isRequired) {
            return;
        }
        Set<PackageName> hashed = hashed();
        String unhashed = resolution.packages().stream()
                .filter(chosen -> !hashed.contains(chosen.name()))
                .map(chosen -> "\n    " + chosen.name() + " " + chosen.version() + ", required by "
                        + requiredBy(chosen.name(), resolution) + ", has no hash")
                .collect(Collectors.joining());
        if (!unhashed.isEmpty()) {
            throw error(unhashed);
        }
    }

    /** Access to the content of files. */
    @FunctionalInterface
    public interface Files {

        /** Returns a wheel or an archive as a file of this machine. */
        Path file(DistributionFile file) throws IOException;
    }

    /**
     * Checks the files that have no published hash: files of folders, of direct references, and of index pages without
     * hashes. Other files are checked during the download.
     *
     * @throws UserException if a file has none of the allowed hashes, or is source code that has no hash
     */
    public void checkFiles(Resolution resolution, Files files) throws IOException {
        AllowedHashes hashes = allowed();
        for (ResolvedPackage chosen : resolution.packages()) {
            DistributionFile file = chosen.file();
            if (!hashes.allows(chosen.name(), file.hashes())) {
                if (file.kind() == DistributionFile.Kind.FOLDER || file.kind() == DistributionFile.Kind.REVISION) {
                    throw UserException.of("`" + chosen.name() + "` has a hash, and is a folder or a repository, which"
                                    + " has none")
                            .hint("remove its --hash; a commit id in its URL identifies a revision of a repository");
                }
                hashes.check(chosen.name(), files.file(file));
            }
        }
    }

    private static String requiredBy(PackageName name, Resolution resolution) {
        return resolution.packages().stream()
                .filter(other -> other.requirements().stream()
                        .anyMatch(requirement -> requirement.name().equals(name)))
                .map(other -> other.name().value())
                .collect(Collectors.joining(", "));
    }

    private boolean isPinned(DeclaredRequirement declared) {
        PackageName name = declared.requirement().name();
        return Stream.of(List.of(declared), constraints)
                .flatMap(List::stream)
                .map(DeclaredRequirement::requirement)
                .filter(one -> one.name().equals(name))
                .anyMatch(one -> one.url().isPresent() || one.specifiers().pins());
    }

    private Set<PackageName> hashed() {
        return Stream.of(requirements, constraints)
                .flatMap(List::stream)
                .filter(one -> !one.hashes().isEmpty())
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
    }

    private static UserException error(String facts) {
        return UserException.of("Hashes are required for all packages, and some are missing" + facts)
                .hint("write the requirements file again, with hashes of all packages, with the tool that wrote it")
                .hint("or remove the hashes from it, and run `mvn pywar:lock`: the lock has all hashes");
    }
}
