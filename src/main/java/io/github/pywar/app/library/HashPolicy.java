package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rule that one hash brings with it (pip's {@code --require-hashes}): everything that is installed is pinned and has
 * a hash, what others require too.
 */
record HashPolicy(DeclaredDependencies declared) {

    /** @throws UserException with all requirements that have no hash or leave the version open */
    void checkDeclared() {
        if (!declared.requiresHashes()) {
            return;
        }
        Set<PackageName> hashed = hashed();
        String bare = declared.requirements().stream()
                .filter(one -> !hashed.contains(one.requirement().name()))
                .map(one -> "\n    " + one + " has no hash")
                .collect(Collectors.joining());
        String open = declared.requirements().stream()
                .filter(one -> !isPinned(one))
                .map(one -> "\n    " + one + " leaves the version open")
                .collect(Collectors.joining());
        if (!bare.isEmpty() || !open.isEmpty()) {
            throw refusal(bare + open);
        }
    }

    /** @throws UserException with everything that is needed and has no hash */
    void check(Resolution resolution) {
        if (!declared.requiresHashes()) {
            return;
        }
        Set<PackageName> hashed = hashed();
        String bare = resolution.packages().stream()
                .filter(chosen -> !hashed.contains(chosen.name()))
                .map(chosen -> "\n    " + chosen.name() + " " + chosen.version() + ", needed by "
                        + neededBy(chosen.name(), resolution) + ", has no hash")
                .collect(Collectors.joining());
        if (!bare.isEmpty()) {
            throw refusal(bare);
        }
    }

    /**
     * Looks at the files themselves where nothing else tells their hash: those of folders, of direct references, and of
     * pages without hashes.
     *
     * @throws UserException where a file is none of those that were declared
     */
    void prove(Resolution resolution, WheelStore store) throws IOException {
        AllowedHashes hashes = AllowedHashes.of(declared);
        for (ResolvedPackage chosen : resolution.packages()) {
            if (!hashes.isProven(chosen.name(), chosen.wheel().hashes())) {
                hashes.check(chosen.name(), store.fetch(chosen.wheel()).file());
            }
        }
    }

    private static String neededBy(PackageName name, Resolution resolution) {
        return resolution.packages().stream()
                .filter(other -> other.requirements().stream()
                        .anyMatch(requirement -> requirement.name().equals(name)))
                .map(other -> other.name().value())
                .collect(Collectors.joining(", "));
    }

    private boolean isPinned(DeclaredRequirement declaredOne) {
        PackageName name = declaredOne.requirement().name();
        return Stream.of(List.of(declaredOne), declared.constraints())
                .flatMap(List::stream)
                .map(DeclaredRequirement::requirement)
                .filter(one -> one.name().equals(name))
                .anyMatch(one -> one.url().isPresent() || one.specifiers().pins());
    }

    private Set<PackageName> hashed() {
        return Stream.of(declared.requirements(), declared.constraints())
                .flatMap(List::stream)
                .filter(one -> !one.hashes().isEmpty())
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
    }

    private static UserException refusal(String facts) {
        return UserException.of("Hashes are required, and not everything has them" + facts)
                .hint("write the requirements file anew with the hashes of everything, by the tool that wrote it")
                .hint("or take the hashes out of it, and lock with the goal `pywar:lock`: it writes them all");
    }
}
